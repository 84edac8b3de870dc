"""Opens the tickets a reply asks for, or adds to one that is open already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.mask import masked, numbers_in
from bot.conversation.messages import TicketRequest
from bot.conversation.ports import Accepted, TicketRules, Transaction
from bot.conversation.tickets import EVALUATION, OF_CITIZENS, OF_EVALUATIONS, Line, QueuedTicket

TRANSCRIPT_LINES = 40
# For these reasons an open ticket of the session, not older than this, takes in what is said next; others stand alone.
JOINED = {"no_source": timedelta(hours=24), "asked_for_human": None}
# Where staff find whole what a transcript shows masked.
MENTIONED = "mentioned"
MOST_MENTIONED = 20


@dataclass(frozen=True)
class Opened:
    """A ticket of this turn; `joined` says that it was open before."""

    ticket: QueuedTicket
    joined: bool


class Opening:
    """What one turn asks for, inside its transaction."""

    def __init__(self, transaction: Transaction, rules: TicketRules, accepted: Accepted, now: datetime) -> None:
        self._transaction, self._rules, self._accepted, self._now = transaction, rules, accepted, now

    async def open(self, requests: Sequence[TicketRequest]) -> list[Opened]:
        """One for each request, in this order."""
        # Rows that are there before new numbers: whoever takes both takes them in this order, staff's answers too.
        known = [await self._to_join(request) for request in requests]
        return [
            Opened(await (self._add(request, ticket) if ticket else self._new(request)), joined=bool(ticket))
            for request, ticket in zip(requests, known)
        ]

    async def _to_join(self, request: TicketRequest) -> QueuedTicket | None:
        if request.reason not in JOINED:
            return None
        said, age = self._accepted.utterance, JOINED[request.reason]
        since = self._now - age if age else None
        ticket = await self._transaction.open_ticket(said.channel, said.session, request.reason, since)
        return ticket if ticket and ticket.private is not None else None  # what cannot be read cannot be added to

    async def _add(self, request: TicketRequest, ticket: QueuedTicket) -> QueuedTicket:
        private = {**(ticket.private or {}), **request.private}
        fields, private = self._kept(request.fields, private)
        lines = _joined(ticket.transcript, await self._transcript())
        ticket = replace(ticket, transcript=lines, fields={**ticket.fields, **fields}, private=private)
        await self._transaction.update_ticket(ticket)
        return ticket

    async def _new(self, request: TicketRequest) -> QueuedTicket:
        day, said = self._rules.day_of(self._now), self._accepted.utterance
        numbers = OF_EVALUATIONS if said.session.startswith(EVALUATION) else OF_CITIZENS
        sequence = await self._transaction.next_sequence(day, numbers)
        fields, private = self._kept(request.fields, request.private)
        ticket = QueuedTicket(
            number=self._rules.number(day, sequence), day=day, sequence=sequence,
            kind=request.kind, reason=request.reason,
            channel=said.channel, session=said.session, message_id=said.message_id, page=said.page,
            opened_at=self._now, due=self._rules.due(request.kind, self._now),
            transcript=await self._transcript(), fields=fields, private=private,
        )  # fmt: skip
        await self._transaction.add_ticket(ticket)
        return ticket

    async def _transcript(self) -> list[Line]:
        lines = await self._transaction.transcript(self._accepted.id, TRANSCRIPT_LINES)
        return [replace(line, text=masked(line.text)) for line in lines]

    def _kept(self, fields: dict[str, str], private: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Fields masked; whole numbers that were said now and stand nowhere else, among what is private."""
        kept = {name: masked(value) for name, value in fields.items()}
        return kept, _with_mentioned(private, [self._accepted.utterance.text, *fields.values()])


def _with_mentioned(private: dict[str, str], texts: Iterable[str]) -> dict[str, str]:
    known = " ".join(private.values())
    new = dict.fromkeys(number for text in texts for number in numbers_in(text) if number not in known)
    if not new:
        return private
    before = private[MENTIONED].split("、") if MENTIONED in private else []
    return {**private, MENTIONED: "、".join([*before, *new][-MOST_MENTIONED:])}


def _joined(before: list[Line], lines: list[Line]) -> list[Line]:
    """How it began, as it was when the ticket was opened, and the lines of today."""
    first = datetime.fromisoformat(lines[0].at)
    return [line for line in before[:TRANSCRIPT_LINES] if datetime.fromisoformat(line.at) < first] + lines
