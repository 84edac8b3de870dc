"""Gives later what no connection took: one look a second, each answer claimed by one worker."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.wechat.account import CHANNEL, Account
from bot.channels.wechat.client import Client
from bot.channels.wechat.cut import TEXT_BYTES
from bot.channels.wechat.errors import Way, next_try, way_on
from bot.channels.wechat.metrics import Metrics
from bot.channels.wechat.quota import choose
from bot.channels.wechat.render import Renderer
from bot.conversation.clock import utc_now
from bot.conversation.delivery import Deliveries, Delivery, Window
from bot.conversation.place import where

log = logging.getLogger(__name__)
AT_ONCE = 20
SHORTER_BYTES = TEXT_BYTES // 2


@dataclass
class Sender:
    """`up_since`: when this process began to listen."""

    account: Account
    client: Client
    deliveries: Deliveries
    renderer: Renderer
    metrics: Metrics
    now: Callable[[], datetime] = utc_now
    look_seconds: float = 1.0
    up_since: datetime = field(default_factory=utc_now)
    _written: list[int] = field(default_factory=list)
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def written(self, ids: list[int]) -> None:
        """Answers that a connection took; the ledger hears of it at the next look, of all together."""
        self._written += ids

    def wake(self) -> None:
        """Something is due now."""
        self._bell.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Looks until the end of the block."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await self._confirm()

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as problem:  # the store may be back at the next look
                log.error("wechat.sender_failed", extra={"problem": type(problem).__name__, "at": where(problem)})
            self._bell.clear()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._bell.wait(), self.look_seconds)

    async def look(self) -> None:
        """Once: judge what was left half done, owe what staff answered, give what is due."""
        now = self.now()
        await self._confirm()
        await self.deliveries.recover(CHANNEL, now, self.up_since)
        await self.deliveries.adopt_postings(CHANNEL, now)
        await asyncio.gather(*(self._give(each) for each in await self.deliveries.take_due(CHANNEL, now, AT_ONCE)))

    async def _confirm(self) -> None:
        written, self._written = self._written, []
        if written:
            await self.deliveries.confirm(written)

    async def _give(self, owed: Delivery) -> None:
        if not self.account.may.later:
            return await self._settle(owed, "wait", "no_permission")
        window = await self._use_window(owed)
        if window is None:
            return await self._settle(owed, "wait", "no_window")
        code = await self.client.send(owed.session, self.renderer.owed(owed))
        if way_on(code) == "shorten":
            code = await self.client.send(owed.session, self.renderer.owed(owed, SHORTER_BYTES))
        return await self._settle(owed, way_on(code), code)

    async def _use_window(self, owed: Delivery) -> Window | None:
        """Of two workers that want the same message of a window one looks again."""
        while True:
            windows = await self.deliveries.windows(CHANNEL, owed.session, self.now())
            window = choose(windows, self.now(), staff=owed.posting is not None)
            if window is None or await self.deliveries.spend(CHANNEL, owed.session, window.trigger, window.left):
                return window

    async def _settle(self, owed: Delivery, way: Way, code: str) -> None:
        if way == "close":
            await self.deliveries.close_windows(CHANNEL, owed.session)
        if way == "done":
            self.metrics.count("later")
            return await self.deliveries.move(owed.id, "sent")
        if code not in ("no_permission", "no_window"):
            self.metrics.count(f"refused_{code}")
            log.warning("wechat.send_refused", extra={"problem": code})
        if again := next_try(way, owed.attempts, self.now()):
            return await self.deliveries.move(owed.id, "open", code=code, next_at=again)
        self.metrics.count("waiting")
        state = {"never": "refused", "uncertain": "uncertain"}.get(way, "waiting")
        return await self.deliveries.move(owed.id, state, code=code)  # type: ignore[arg-type]
