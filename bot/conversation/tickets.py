"""A row in the hotline queue, as staff see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.conversation.messages import Ticket

Speaker = Literal["citizen", "assistant"]
TicketState = Literal["open", "answered", "withdrawn"]
# The reasons for which forms open tickets.
FILED = ("report", "application")
# Sessions that begin so measure a running server: their tickets are nobody's work, and count by themselves.
EVALUATION = "evaluation-"
OF_CITIZENS, OF_EVALUATIONS = range(1, 900_000), range(900_000, 1_000_000)


@dataclass(frozen=True)
class Line:
    """One thing said, numbers masked; `at` is ISO 8601 with offset."""

    who: Speaker
    text: str
    at: str


@dataclass(frozen=True)
class QueuedTicket:
    """`number` is unique; `sequence` counts the tickets of `day`. Times carry an offset; `due` None means unknown.

    `fields` and `private` are those of the request; `private` is None when the key it was written with is not ours.
    """

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
    fields: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] | None = field(default_factory=dict)

    def told(self) -> Ticket:
        """What the citizen is told of it."""
        return Ticket(self.number, self.due.isoformat() if self.due else None)
