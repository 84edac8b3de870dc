"""The access token: fetched early, one fetch at a time, forced anew only when WeChat refuses it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

# stable_token hands out the next one in the last five minutes of a token's life.
EARLY_SECONDS = 300
# 20 forced refreshes a day are allowed: at most one in so many seconds.
FORCE_SECONDS = 3600.0

Fetch = Callable[[bool], Awaitable[tuple[str, int]]]


class Tokens:
    """`fetch(force)` gives a token and the seconds it lives."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch, self._clock = fetch, clock
        self._token, self._until, self._forced_at = "", 0.0, -FORCE_SECONDS
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """The one in force; raises what `fetch` raises."""
        async with self._lock:
            if not self._token or self._clock() >= self._until:
                await self._renew(False)
            return self._token

    async def replace(self, refused: str) -> str:
        """Another one than `refused`: what a neighbour fetched in the meantime, or else a forced one."""
        async with self._lock:
            if self._token == refused:
                await self._renew(False)
            if self._token == refused and self._clock() - self._forced_at >= FORCE_SECONDS:
                self._forced_at = self._clock()
                await self._renew(True)
            return self._token

    async def _renew(self, force: bool) -> None:
        self._token, lives = await self._fetch(force)
        self._until = self._clock() + max(lives - EARLY_SECONDS, 10)
