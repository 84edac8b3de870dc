"""A row in the hotline queue, as staff see it. Plain values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Speaker = Literal["citizen", "assistant"]
TicketState = Literal["open", "answered"]


@dataclass(frozen=True)
class Line:
    """One thing said before the ticket was opened; `at` is ISO 8601 with offset."""

    who: Speaker
    text: str
    at: str


@dataclass(frozen=True)
class QueuedTicket:
    """`number` is unique; `sequence` counts the tickets of `day`. Times carry an offset; `due` None means unknown."""

    number: str
    day: date
    sequence: int
    kind: str
    reason: str
    channel: str
    session: str
    message_id: str
    page: str | None
    opened_at: datetime
    due: datetime | None
    transcript: list[Line] = field(default_factory=list)
    state: TicketState = "open"
    answer: str | None = None
    answered_at: datetime | None = None
