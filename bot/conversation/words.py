"""The few sentences the middle itself needs, given from outside, and the places it fills in other people's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from bot.conversation.messages import Message, Reply
from bot.conversation.opening import Opened
from bot.conversation.tickets import QueuedTicket

NUMBER = "[[ticket.number]]"
_SHORT = 20
_PLACE = re.compile(r"\[\[ticket\.(\w+)\]\]")


@dataclass(frozen=True)
class Words:
    """Sentences with places: `[[ticket.…]]` where the assistant's own have them, {…} in those only used here."""

    assistant_error: str
    due: str
    due_unknown: str
    day: str
    ticket_added: str
    ticket_further: str
    status_open: str
    status_answered: str
    status_answer: str
    status_withdrawn: str
    status_unknown: str
    ticket_withdrawn: str
    withdraw_which: str

    @classmethod
    def from_mapping(cls, words: Mapping[str, str]) -> Words:
        """Raises KeyError for a word that is missing."""
        return cls(**{field.name: words[field.name] for field in fields(cls)})

    def due_text(self, due: datetime | None) -> str:
        """`due` in words, or the neutral text when it is unknown."""
        if due is None:
            return self.due_unknown
        return self.due.format(month=due.month, day=due.day, time=f"{due:%H:%M}")

    def told(self, reply: Reply, opened: Sequence[Opened], status: str | None) -> Reply:
        """The reply with the tickets of this turn in its texts, each by its number, and what a look-up found."""
        values = {} if status is None else {"status": status}
        if not opened:
            return replace(reply, messages=[_filled(message, values) for message in reply.messages])
        first, *further = opened
        messages = [Message("text", self.ticket_added) if first.joined and NUMBER in message.text else message
                    for message in reply.messages]  # fmt: skip
        told = [_filled(message, values | self._places(first)) for message in messages]
        also = [_filled(Message("text", self._sentence(other)), self._places(other)) for other in further]
        return replace(reply, messages=[*told, *also], ticket=first.ticket.told())

    def status(self, ticket: QueuedTicket, *, own: bool) -> str:
        """How far a ticket is; what staff answered only for who asked it, and nothing else of what is in it."""
        values = {"number": ticket.number, "opened": self._day(ticket.opened_at), "due": self.due_text(ticket.due)}
        if ticket.state == "withdrawn":
            return self.status_withdrawn.format(**values)
        if ticket.answered_at is None:
            return self.status_open.format(**values)
        said = self.status_answered.format(**values, answered=self._day(ticket.answered_at))
        return said + self.status_answer.format(answer=ticket.answer) if own else said

    def withdrawn(self, ticket: QueuedTicket) -> str:
        """It has just been taken back."""
        return self.ticket_withdrawn.format(number=ticket.number)

    def which(self, tickets: Sequence[QueuedTicket]) -> str:
        """Several were filed at once: which is to be taken back?"""
        lines = (f"{ticket.number} {next(iter(ticket.fields.values()), '')[:_SHORT]}" for ticket in tickets)
        return self.withdraw_which.format(lines="\n".join(lines), example=tickets[0].number)

    def unknown_ticket(self, example: str) -> str:
        """No ticket has that number, or it is not known to be theirs; this is how one looks."""
        return self.status_unknown.format(example=example)

    def _sentence(self, opened: Opened) -> str:
        return self.ticket_added if opened.joined else self.ticket_further

    def _places(self, opened: Opened) -> dict[str, str]:
        return {"number": opened.ticket.number, "due": self.due_text(opened.ticket.due)}

    def _day(self, moment: datetime) -> str:
        return self.day.format(year=moment.year, month=moment.month, day=moment.day)


def _filled(message: Message, values: Mapping[str, str]) -> Message:
    """In one go: what is filled in is not looked through for places."""
    return replace(message, text=_PLACE.sub(lambda place: values.get(place[1], place[0]), message.text))
