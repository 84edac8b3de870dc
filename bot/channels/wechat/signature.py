"""WeChat's signature: the SHA-1 of the sorted parts, compared in constant time, and only while it is fresh."""

from __future__ import annotations

import hashlib
import hmac

# Seconds that a push may be away from our clock, either way: three tries take fifteen.
FRESH_SECONDS = 300


def sign(*parts: str) -> str:
    """Hexadecimal. WeChat chose SHA-1; the token in it is the secret."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def is_signed(signature: str, *parts: str) -> bool:
    """Whether it fits, without telling by its time how much of it does."""
    return hmac.compare_digest(sign(*parts).encode(), signature.encode(errors="replace"))


def is_fresh(timestamp: str, now: float) -> bool:
    """`timestamp`: seconds since 1970, as written in the query."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    return abs(int(timestamp) - now) <= FRESH_SECONDS
