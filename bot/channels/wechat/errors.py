"""What to do about WeChat's error codes. Pure.

Source: WeChat's documentation of global return codes.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

from bot.beijing import BEIJING

# retry: later, by itself. wait: for the citizen's next message. close: wait, and no window is left. shorten: once more,
# shorter. token: once more, with a new token. tomorrow: the day's quota is used up. never: nobody to tell.
# uncertain: it may have arrived.
Way = Literal["done", "retry", "wait", "close", "shorten", "token", "tomorrow", "never", "uncertain"]

_WAYS: dict[str, Way] = {
    "0": "done",
    "-1": "retry",  # the system is busy
    "40001": "token", "42001": "token", "40014": "token", "41001": "token",
    "45015": "close",  # the window is over
    "45047": "close",  # its messages are used up
    "45002": "shorten",
    "45009": "tomorrow", "45011": "retry",
    "48001": "wait", "48004": "wait", "50002": "wait",  # no permission
    "40003": "never", "43004": "wait",  # no such citizen; one who does not follow any more may come back
    "40200": "wait",
    "unreachable": "retry", "server_error": "retry",
    "timeout": "uncertain",
}  # fmt: skip
_PAUSES = (5, 30, 120, 600, 1800)  # seconds
DAY_BEGINS = time(0, 5)


def way_on(code: str) -> Way:
    """An unknown code is shown to staff, and waits."""
    return _WAYS.get(code, "wait")


def next_try(way: Way, attempts: int, now: datetime) -> datetime | None:
    """When to try again; None when that is not for us to say, or has been tried often enough."""
    if way == "retry" and attempts <= len(_PAUSES):
        return now + timedelta(seconds=_PAUSES[attempts - 1])
    if way == "tomorrow":
        day = now.astimezone(BEIJING).date() + timedelta(days=1)
        return datetime.combine(day, DAY_BEGINS, BEIJING)
    return None
