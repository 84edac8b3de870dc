"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

Check = Callable[[], bool | Awaitable[bool]]
log = logging.getLogger(__name__)


class Health:
    """`checks` are asked by name; one that raises says no."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks

    async def live(self, request: web.Request) -> web.Response:
        """GET /health/live."""
        return web.json_response({"status": "live"})

    async def ready(self, request: web.Request) -> web.Response:
        """GET /health/ready: 200 when every part answers, else 503; the JSON says which does not."""
        answers = {name: await _answers(name, check) for name, check in self._checks.items()}
        ready = all(answers.values())
        body = {"status": "ready" if ready else "not_ready", "checks": answers}
        return web.json_response(body, status=200 if ready else 503)


async def _answers(name: str, check: Check) -> bool:
    try:
        answer = check()
        return answer if isinstance(answer, bool) else await answer
    except Exception as problem:
        log.warning("health.check_failed", extra={"check": name, "problem": type(problem).__name__})
        return False
