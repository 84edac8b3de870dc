"""The hotline queue: what staff list, read and answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.conversation.clock import utc_now
from bot.conversation.messages import Posting
from bot.conversation.ports import Stores
from bot.conversation.text import clean, is_blank
from bot.conversation.tickets import EVALUATION, QueuedTicket

Rung = Callable[[str, str], None]


def is_evaluation(ticket: QueuedTicket) -> bool:
    """Whether nobody waits for its answer."""
    return ticket.session.startswith(EVALUATION)


class NoSuchTicket(LookupError):
    """There is no ticket of that number."""


class AlreadyAnswered(Exception):
    """Somebody answered this ticket first; nothing was written."""


class Withdrawn(Exception):
    """The citizen took this ticket back; nothing was written."""


class BlankAnswer(ValueError):
    """An answer with nothing in it."""


class TicketQueue:
    """Needs no assistant: a command line can open it on the store alone."""

    def __init__(
        self, stores: Stores, *, now: Callable[[], datetime] = utc_now, ring: Rung = lambda channel, session: None
    ) -> None:
        self._stores, self._now, self._ring = stores, now, ring

    async def list(self, *, open_only: bool = True) -> Sequence[QueuedTicket]:
        """Tickets, oldest first; those of evaluations only among all."""
        tickets = await self._stores.tickets.list(open_only=open_only)
        return [ticket for ticket in tickets if not (open_only and is_evaluation(ticket))]

    async def show(self, number: str) -> QueuedTicket:
        """One ticket; raises NoSuchTicket."""
        ticket = await self._stores.tickets.find(number.strip().upper())
        if ticket is None:
            raise NoSuchTicket(number)
        return ticket

    async def answer(self, number: str, text: str) -> QueuedTicket:
        """Answer and post it to the citizen; raises NoSuchTicket, AlreadyAnswered, Withdrawn or BlankAnswer."""
        text, now = clean(text), self._now()
        if is_blank(text):
            raise BlankAnswer(number)
        found = await self.show(number)
        if found.state == "withdrawn":
            raise Withdrawn(number)
        number = found.number
        async with self._stores.ledger.transaction() as transaction:
            ticket = await transaction.close_ticket(number, text, now)
            if ticket is None:
                raise AlreadyAnswered(number)
            posting = Posting(0, "staff_answer", ticket.message_id, now, text=text, ticket=ticket.told())
            await transaction.post(ticket.channel, ticket.session, posting)
        self._ring(ticket.channel, ticket.session)
        return ticket
