"""The assistant. Nothing happens here but one setting of the process that must come before any numeric library."""

import os

# A message is one row: two threads of OpenBLAS would wait for each other by spinning longer than one of them works.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
