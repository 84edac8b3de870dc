"""The time."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> datetime:
    """Now, with its offset."""
    return datetime.now(timezone.utc)
