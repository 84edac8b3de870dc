"""Hands out what arrives later, and wakes who waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bot.conversation.messages import Posting
from bot.conversation.place import where
from bot.conversation.ports import Postings

log = logging.getLogger(__name__)
Address = tuple[str, str]


class Outbox:
    """Postings of a session, now or when they come.

    Another process may post too (staff's command line), so while anybody waits, one question a `poll_seconds` to the
    store looks for news of all sessions together.
    """

    def __init__(self, postings: Postings, poll_seconds: float) -> None:
        self._postings, self._poll_seconds = postings, poll_seconds
        self._bells: dict[Address, set[asyncio.Event]] = defaultdict(set)
        self._watcher: asyncio.Task[None] | None = None
        self._closed = False

    async def after(self, channel: str, session: str, id_: int) -> list[Posting]:
        """Postings with a greater id, oldest first."""
        return await self._postings.after(channel, session, id_)

    async def wait(self, channel: str, session: str, id_: int, timeout: float) -> list[Posting]:
        """The same, but when there is none, wait for one up to `timeout` seconds; [] when none came."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + timeout
        with self._bell((channel, session)) as bell:
            while True:
                bell.clear()  # before looking: nothing slips between
                found = await self.after(channel, session, id_)
                if found or self._closed or clock() >= deadline:
                    return found
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(bell.wait(), deadline - clock())

    def ring(self, channel: str, session: str) -> None:
        """Wake whoever waits for this session."""
        for bell in self._bells.get((channel, session), ()):
            bell.set()

    async def close(self) -> None:
        """Stop watching, and wake everybody."""
        self._closed = True
        if self._watcher:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        for address in list(self._bells):
            self.ring(*address)

    @contextmanager
    def _bell(self, address: Address) -> Iterator[asyncio.Event]:
        bell = asyncio.Event()
        self._bells[address].add(bell)
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.create_task(self._watch())
        try:
            yield bell
        finally:
            self._bells[address].discard(bell)
            if not self._bells[address]:
                del self._bells[address]

    async def _watch(self) -> None:
        seen = None
        while self._bells:
            try:
                seen = await self._look(seen)
            except Exception as problem:  # the store may be back at the next look
                log.warning("outbox.store_silent", extra={"problem": type(problem).__name__, "at": where(problem)})
            await asyncio.sleep(self._poll_seconds)

    async def _look(self, seen: int | None) -> int:
        if seen is None:
            newest = await self._postings.newest_id()
            for address in list(self._bells):  # what came before the first look is found by looking again
                self.ring(*address)
            return newest
        for id_, channel, session in await self._postings.sessions_after(seen):
            seen = id_
            self.ring(channel, session)
        return seen
