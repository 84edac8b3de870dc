"""Writes the end of a turn: reply, tickets, posting and the masked message in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.mask import masked
from bot.conversation.messages import Posting, Reply, Utterance
from bot.conversation.opening import Opening
from bot.conversation.ports import Accepted, Ledger, TicketRules, Transaction
from bot.conversation.words import Words


class Recorder:
    """What a citizen is told of a ticket is true: the ticket is in the queue before the reply can be read."""

    def __init__(self, ledger: Ledger, rules: TicketRules, words: Words, now: Callable[[], datetime]) -> None:
        self._ledger, self._rules, self._words, self._now = ledger, rules, words, now

    async def record(self, accepted: Accepted, reply: Reply, *, post: bool) -> Reply:
        """The reply as it was stored, its requests done and gone; `post` puts it in the outbox too.

        Until here the message stood whole, since a turn that a crash ends runs again. Raises AlreadyReplied.
        """
        now, said = self._now(), accepted.utterance
        async with self._ledger.transaction() as transaction:
            status = await self._status(transaction, said, reply.look_up, now)
            opened = await Opening(transaction, self._rules, accepted, now).open(reply.requests)
            reply = self._words.told(reply, opened, status).without_requests()
            kept = replace(reply, explain=None)
            await transaction.save_reply(accepted.id, masked(said.text), kept, now)
            if post:
                posting = Posting(0, "reply", said.message_id, now, kept, ticket=reply.ticket)
                await transaction.post(said.channel, said.session, posting)
        return reply

    async def _status(self, transaction: Transaction, said: Utterance, typed: str | None, now: datetime) -> str | None:
        if typed is None:
            return None
        number = self._rules.read_number(typed)
        ticket = await transaction.ticket(number) if number else None
        if ticket is None:
            return self._words.unknown_ticket(self._rules.number(self._rules.day_of(now), 1))
        own = (ticket.channel, ticket.session) == (said.channel, said.session)
        return self._words.status(ticket, own=own)
