"""The few sentences the middle itself needs, given from outside, and the places it fills in other people's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.messages import Reply

NUMBER = "[[ticket.number]]"
DUE = "[[ticket.due]]"


@dataclass(frozen=True)
class Words:
    """`due` is a pattern with {month}, {day} and {time}; `assistant_error` may hold the two places."""

    assistant_error: str
    due: str
    due_unknown: str

    @classmethod
    def from_mapping(cls, words: Mapping[str, str]) -> Words:
        """Raises KeyError for a word that is missing."""
        return cls(words["assistant_error"], words["due"], words["due_unknown"])

    def due_text(self, due: datetime | None) -> str:
        """`due` in words, or the neutral text when it is unknown."""
        if due is None:
            return self.due_unknown
        return self.due.format(month=due.month, day=due.day, time=f"{due:%H:%M}")

    def fill(self, reply: Reply, number: str, due: datetime | None) -> Reply:
        """The reply with a ticket's number and time in its texts."""

        def filled(text: str) -> str:
            return text.replace(NUMBER, number).replace(DUE, self.due_text(due))

        return replace(reply, messages=[replace(message, text=filled(message.text)) for message in reply.messages])
