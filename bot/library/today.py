"""The day that validity is judged on: Beijing's, wherever the machine thinks it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_BEIJING = timezone(timedelta(hours=8))


def today() -> date:
    """Today in Beijing (China keeps one time, without summer time)."""
    return datetime.now(_BEIJING).date()
