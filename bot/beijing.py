"""The bureau's clock: Beijing's, wherever the machine thinks it is. China keeps one time, without summer time."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def today() -> date:
    """The day that validity is judged on."""
    return datetime.now(BEIJING).date()
