"""The assistant. Nothing happens here but one setting of the process that must come before any numeric library."""

import os

# The sentence vectors' two threads wait for each other by spinning: beside other work that triples their time.
# A short spin is as fast on an idle machine (docs/performance.md). libgomp reads it once, whoever loads it first.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")
