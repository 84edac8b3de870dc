"""Writes the end of a turn: reply, tickets, posting and the masked message in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.conversation.cases import Cases
from bot.conversation.mask import masked
from bot.conversation.messages import Posting, Reply
from bot.conversation.opening import Opening
from bot.conversation.ports import Accepted, Ledger, TicketRules
from bot.conversation.words import Words


class Recorder:
    """What a citizen is told of a ticket is true: the ticket is in the queue before the reply can be read."""

    def __init__(self, ledger: Ledger, rules: TicketRules, words: Words, now: Callable[[], datetime]) -> None:
        self._ledger, self._rules, self._words, self._now = ledger, rules, words, now

    async def record(self, accepted: Accepted, reply: Reply, *, post: bool) -> Reply:
        """The reply for the citizen, its requests done and gone; stored, and with `post` put in the outbox, without
        what is private.

        Until here the message stood whole, since a turn that a crash ends runs again. Raises AlreadyReplied.
        """
        now, said = self._now(), accepted.utterance
        async with self._ledger.transaction() as transaction:
            cases = Cases(transaction, self._rules, self._words, said, now)
            status = await cases.told(reply.look_up) if reply.look_up else None
            opened = await Opening(transaction, self._rules, accepted, now).open(reply.requests)
            reply = self._words.told(reply, opened, status).without_requests()
            kept = reply.for_the_store()
            await transaction.save_reply(accepted.id, masked(said.text), kept, now)
            if post:
                posting = Posting(0, "reply", said.message_id, now, kept, ticket=reply.ticket)
                await transaction.post(said.channel, said.session, posting)
        return replace(reply, private=[])
