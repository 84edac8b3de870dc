"""How many customer-service messages a citizen may still get, and which one to use. Pure.

Source: WeChat's documentation of customer-service messages: after a message 5 within 48 hours; after a click on the
menu, following, or scanning, 3 within a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.conversation.delivery import Trigger, Window

_OPENS: dict[Trigger, tuple[int, timedelta]] = {
    "message": (5, timedelta(hours=48)),
    "menu": (3, timedelta(minutes=1)),
    "subscribe": (3, timedelta(minutes=1)),
    "scan": (3, timedelta(minutes=1)),
}
# Of the window of 48 hours one is kept: staff answer days after the assistant did.
KEPT_FOR_STAFF = 1
# A message on its way when its window closes is refused.
MARGIN = timedelta(seconds=5)


def opened(trigger: Trigger | None, at: datetime) -> Window | None:
    """The window that an event opens at its time."""
    if trigger is None:
        return None
    left, lasts = _OPENS[trigger]
    return Window(trigger, at + lasts, left)


def choose(windows: Sequence[Window], now: datetime, *, staff: bool) -> Window | None:
    """The one to use, the first to expire; None: the citizen has to write first."""
    return next(
        (window for window in sorted(windows, key=lambda each: each.expires) if _usable(window, now, staff)), None
    )


def _usable(window: Window, now: datetime, staff: bool) -> bool:
    kept = KEPT_FOR_STAFF if window.trigger == "message" and not staff else 0
    return window.left > kept and window.expires - MARGIN > now
