"""What a citizen may know of a ticket that is there, and take back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.conversation.mask import masked
from bot.conversation.messages import CaseRequest, Utterance
from bot.conversation.ports import TicketRules, Transaction
from bot.conversation.tickets import Line, QueuedTicket
from bot.conversation.words import Words

# Of a telephone number, so many digits show that it is known; an e-mail address is given whole.
PROOF_DIGITS = 4


class Cases:
    """What one message asks, inside the transaction of its turn."""

    def __init__(
        self, transaction: Transaction, rules: TicketRules, words: Words, said: Utterance, now: datetime
    ) -> None:
        self._transaction, self._rules, self._words, self._said, self._now = transaction, rules, words, said, now

    async def told(self, asked: CaseRequest) -> str:
        """How far it is, or that it is taken back. Numbers can be counted through, so a number alone tells nothing:
        one that is not there and one that is somebody else's get the same words."""
        if asked.number is None:
            filed = await self._transaction.filed_last(self._said.channel, self._said.session)
        else:
            filed = [ticket] if (ticket := await self._theirs(asked.number, asked.proof)) else []
        if asked.withdraw and filed:
            return await self._withdrawn(filed)
        if filed:
            return self._words.status(filed[0], own=self._is_own(filed[0]))
        return self._words.unknown_ticket(self._rules.number(self._rules.day_of(self._now), 1))

    async def _theirs(self, typed: str, proof: str | None) -> QueuedTicket | None:
        number = self._rules.read_number(typed)
        ticket = await self._transaction.ticket(number) if number else None
        return ticket if ticket and (self._is_own(ticket) or _knows_contact(ticket, proof)) else None

    def _is_own(self, ticket: QueuedTicket) -> bool:
        return (ticket.channel, ticket.session) == (self._said.channel, self._said.session)

    async def _withdrawn(self, filed: Sequence[QueuedTicket]) -> str:
        """Of several filed at once the citizen says which; what is answered or taken back already stays so."""
        still_open = [ticket for ticket in filed if ticket.state == "open"]
        if len(still_open) > 1:
            return self._words.which(still_open)
        if not still_open:
            return self._words.status(filed[0], own=self._is_own(filed[0]))
        said = Line("citizen", masked(self._said.text), self._now.isoformat())
        ticket = replace(still_open[0], transcript=[*still_open[0].transcript, said])
        if await self._transaction.withdraw_ticket(ticket):
            return self._words.withdrawn(ticket)
        answered = await self._transaction.ticket(ticket.number)  # by staff, this very moment
        return self._words.status(answered or ticket, own=self._is_own(ticket))


def _knows_contact(ticket: QueuedTicket, proof: str | None) -> bool:
    if not proof:
        return False
    given = (ticket.private or {}).get("contact", "").lower().split("，")
    ends = {re.sub(r"\D", "", each)[-PROOF_DIGITS:] for each in given if "@" not in each}
    return proof.lower() in {each for each in given if "@" in each} | {end for end in ends if len(end) == PROOF_DIGITS}
