"""Puts cases to an assistant: in this process, or over HTTP to a running server."""

from __future__ import annotations

import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.conversation.tickets import EVALUATION
from bot.evaluation.cases import Case, Turn

# (session, text, page) → the reply as in the public API.
Ask = Callable[[str, str, "str | None"], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Outcome:
    """What came back for one turn, and how long it took (milliseconds)."""

    turn: Turn
    reply: Mapping[str, Any]
    milliseconds: float


async def run_cases(cases: list[Case], ask: Ask) -> list[Outcome]:
    """Every turn of every case, each case in a session of its own, marked as an evaluation."""
    outcomes = []
    for case in cases:
        session = f"{EVALUATION}{uuid.uuid4().hex}"
        for turn in case.turns:
            started = time.perf_counter()
            reply = await ask(session, turn.text, case.page)
            outcomes.append(Outcome(turn, reply, (time.perf_counter() - started) * 1000))
    return outcomes


def over_http(client: aiohttp.ClientSession, server: str) -> Ask:
    """Ask a running server; a refused request (429, 503) is tried again after the time it names."""

    async def ask(session: str, text: str, page: str | None) -> Mapping[str, Any]:
        import asyncio

        body = {"session": session, "text": text, "page": page, "client_id": uuid.uuid4().hex}
        while True:
            async with client.post(f"{server.rstrip('/')}/api/v1/messages", json=body) as response:
                if response.status in {429, 503}:
                    await asyncio.sleep(float(response.headers.get("Retry-After", 1)))
                    continue
                return dict(await response.json())

    return ask
