"""Writes the end of a turn: reply, ticket and posting in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.messages import Posting, Reply, Ticket, TicketRequest
from bot.conversation.ports import Accepted, Ledger, TicketRules, Transaction
from bot.conversation.tickets import QueuedTicket
from bot.conversation.words import Words

TRANSCRIPT_LINES = 40


class Recorder:
    """What a citizen is told of a ticket is true: the ticket is in the queue before the reply can be read."""

    def __init__(self, ledger: Ledger, rules: TicketRules, words: Words, now: Callable[[], datetime]) -> None:
        self._ledger, self._rules, self._words, self._now = ledger, rules, words, now

    async def record(self, accepted: Accepted, reply: Reply, *, post: bool) -> Reply:
        """The reply as it was stored, its ticket filled in; `post` puts it in the outbox too. Raises AlreadyReplied."""
        now, said = self._now(), accepted.utterance
        async with self._ledger.transaction() as transaction:
            if reply.open_ticket:
                reply = await self._with_ticket(transaction, accepted, reply, reply.open_ticket, now)
            await transaction.save_reply(accepted.id, replace(reply, explain=None), now)
            if post:
                posting = Posting(0, "reply", said.message_id, now, replace(reply, explain=None), ticket=reply.ticket)
                await transaction.post(said.channel, said.session, posting)
        return reply

    async def _with_ticket(
        self, transaction: Transaction, accepted: Accepted, reply: Reply, request: TicketRequest, now: datetime
    ) -> Reply:
        day, said = self._rules.day_of(now), accepted.utterance
        sequence = await transaction.next_sequence(day)
        ticket = QueuedTicket(
            number=self._rules.number(day, sequence), day=day, sequence=sequence,
            kind=request.kind, reason=request.reason,
            channel=said.channel, session=said.session, message_id=said.message_id, page=said.page,
            opened_at=now, due=self._rules.due(request.kind, now),
            transcript=await transaction.transcript(accepted.id, TRANSCRIPT_LINES),
        )  # fmt: skip
        await transaction.add_ticket(ticket)
        return replace(
            self._words.fill(reply, ticket.number, ticket.due),
            ticket=Ticket(ticket.number, ticket.due.isoformat() if ticket.due else None),
        )
