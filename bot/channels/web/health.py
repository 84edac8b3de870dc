"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

CHECK_SECONDS = 2.0  # more than a busy assistant needs, less than a probe waits
Check = Callable[[], bool | Awaitable[bool]]
log = logging.getLogger(__name__)


class Health:
    """`checks` are asked by name, all at once; one that raises, or says nothing for `seconds`, says no."""

    def __init__(self, checks: Mapping[str, Check], seconds: float = CHECK_SECONDS) -> None:
        self._checks, self._seconds = checks, seconds

    async def live(self, request: web.Request) -> web.Response:
        """GET /health/live."""
        return web.json_response({"status": "live"})

    async def ready(self, request: web.Request) -> web.Response:
        """GET /health/ready: 200 when every part answers, else 503; the JSON says which does not."""
        said = await asyncio.gather(*(self._answer(name, check) for name, check in self._checks.items()))
        answers = dict(zip(self._checks, said))
        ready = all(answers.values())
        body = {"status": "ready" if ready else "not_ready", "checks": answers}
        return web.json_response(body, status=200 if ready else 503)

    async def _answer(self, name: str, check: Check) -> bool:
        try:
            answer = check()
            return answer if isinstance(answer, bool) else await asyncio.wait_for(answer, self._seconds)
        except Exception as problem:
            log.warning("health.check_failed", extra={"check": name, "problem": type(problem).__name__})
            return False
