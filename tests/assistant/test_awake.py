"""A Rasa thread that is stuck is seen from outside, at once, and the process still lives."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.assistant.rasa_assistant import RasaAssistant
from bot.channels.web.health import Health


@pytest.fixture
async def assistant() -> AsyncIterator[RasaAssistant]:
    made = RasaAssistant(lambda page: None)
    yield made
    await made.close()


@pytest.fixture
async def client(assistant: RasaAssistant) -> AsyncIterator[TestClient]:
    health = Health({"assistant": assistant.is_awake, "store": lambda: True}, seconds=0.3)
    app = web.Application()
    app.router.add_get("/health/live", health.live)
    app.router.add_get("/health/ready", health.ready)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_stuck_thread_is_not_ready_until_it_goes_on(client: TestClient, assistant: RasaAssistant) -> None:
    assert (await client.get("/health/ready")).status == 200
    gate = threading.Event()
    assistant._loop.call_soon_threadsafe(gate.wait)
    try:
        started = time.monotonic()
        response = await client.get("/health/ready")
        assert (response.status, (await response.json())["checks"]) == (503, {"assistant": False, "store": True})
        assert (await client.get("/health/live")).status == 200
        assert time.monotonic() - started < 2
    finally:
        gate.set()
    await asyncio.wait_for(assistant.is_awake(), 2)
    assert (await client.get("/health/ready")).status == 200


async def test_a_thread_that_ended_is_not_ready(client: TestClient, assistant: RasaAssistant) -> None:
    await assistant.close()
    assert (await client.get("/health/ready")).status == 503
