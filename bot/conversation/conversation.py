"""The middle, as every door sees it: say something, hear the reply, hear what comes later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.conversation.clock import utc_now
from bot.conversation.messages import Posting, Reply, Utterance
from bot.conversation.outbox import Outbox
from bot.conversation.ports import Accepted, Assistant, Stores, TicketRules
from bot.conversation.queue import TicketQueue
from bot.conversation.recorder import Recorder
from bot.conversation.text import clean
from bot.conversation.turn import Busy, Late, Turns
from bot.conversation.words import Words

DEFAULT_CHANNEL = "web"


class Conversation:
    """One per process. `tickets` is the hotline queue."""

    def __init__(
        self,
        assistant: Assistant,
        stores: Stores,
        rules: TicketRules,
        words: Mapping[str, str],
        *,
        turn_timeout: float = 10.0,
        patience: float = 120.0,
        max_turns: int = 100,
        poll_seconds: float = 1.0,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`turn_timeout`: seconds a caller waits; `patience`: seconds the assistant gets before a person takes over.

        `max_turns`: how many messages are thought about at once; who comes then is asked to come again.
        """
        said = Words.from_mapping(words)
        self._stores, self._timeout, self._now = stores, turn_timeout, now
        self._max_turns, self._arriving = max_turns, 0
        self._outbox = Outbox(stores.postings, poll_seconds)
        self._turns = Turns(
            assistant, stores.inbox, Recorder(stores.ledger, rules, said, now), said.assistant_error,
            lambda utterance: self._outbox.ring(utterance.channel, utterance.session), patience,
        )  # fmt: skip
        self.tickets = TicketQueue(stores, now=now, ring=self._outbox.ring)

    async def handle(self, utterance: Utterance, explain: bool = False, timeout: float | None = None) -> Reply:
        """The reply, the same one however often the message comes.

        Raises Late when it takes longer than `timeout` seconds (None: `turn_timeout`): the reply will be among the
        updates, and a resend gets it.
        Raises Busy, before anything is stored, when too many turns are running.
        """
        accepted = await self._accept(utterance)
        if accepted.reply:
            return accepted.reply
        return await self._turns.start(accepted, explain=explain).result(self._timeout if timeout is None else timeout)

    async def _accept(self, utterance: Utterance) -> Accepted:
        is_full = self._turns.running + self._arriving >= self._max_turns
        if is_full and not self._turns.is_running(utterance):
            raise Busy
        received = utterance.received_at or self._now()
        self._arriving += 1
        try:
            return await self._stores.inbox.accept(replace(utterance, text=clean(utterance.text), received_at=received))
        finally:
            self._arriving -= 1

    async def ask(self, utterance: Utterance) -> Reply | None:
        """`handle`, with None for "later"; raises Busy."""
        try:
            return await self.handle(utterance)
        except Late:
            return None

    async def updates(self, session: str, after: int = 0, channel: str = DEFAULT_CHANNEL) -> list[Posting]:
        """What arrived later, after the posting with that id."""
        return await self._outbox.after(channel, session, after)

    async def wait_for_updates(
        self, session: str, after: int = 0, timeout: float = 15.0, channel: str = DEFAULT_CHANNEL
    ) -> list[Posting]:
        """The same, waiting up to `timeout` seconds when there is nothing yet; [] when nothing came."""
        return await self._outbox.wait(channel, session, after, timeout)

    async def rate(self, session: str, message_id: str, useful: bool, channel: str = DEFAULT_CHANNEL) -> bool:
        """Keep whether a reply was useful; False when the session has no such reply."""
        return await self._stores.inbox.rate(channel, session, message_id, useful, self._now())

    async def queue_unanswered(self) -> list[asyncio.Task[Reply]]:
        """Before the first message: put in line, in order, what was accepted and never answered. Replies are posted.

        The turns run by themselves; a message that comes from now on is answered after those of its session.
        """
        unanswered = await self._stores.inbox.unanswered()
        return [self._turns.start(accepted, posted=True).task for accepted in unanswered]

    async def resume(self) -> int:
        """The same, and wait for the end of it; returns how many there were."""
        tasks = await self.queue_unanswered()
        await asyncio.gather(*tasks, return_exceptions=True)
        return len(tasks)

    async def is_ready(self) -> bool:
        """Whether the store answers."""
        return await self._stores.ledger.ping()

    async def close(self, seconds: float = 5.0) -> None:
        """Finish the turns that are running, at most for so long; wake who waits for updates."""
        await self._turns.finish(seconds)
        await self._outbox.close()
