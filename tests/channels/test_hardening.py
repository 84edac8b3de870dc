"""Headers, logs, health: what nobody asks for until it is missing."""

from __future__ import annotations

import asyncio
import logging

import pytest
from aiohttp import web

from bot.app import build_runner
from bot.channels.web.hardening import HEADERS
from bot.channels.web.look import HEADERS as PAGE_HEADERS
from tests.channels.conftest import Door, OpenDoor, error_of


@pytest.mark.parametrize("path", ["/api/v1/messages/s1", "/api/v1/none", "/health/ready", "/nowhere"])
async def test_every_answer_is_hardened_and_tells_no_version(door: Door, path: str) -> None:
    response = await door.client.get(path)
    policy = {} if path != "/nowhere" else {"Content-Security-Policy": PAGE_HEADERS["Content-Security-Policy"]}
    assert {name: response.headers[name] for name in HEADERS} == HEADERS | policy
    assert "Server" not in response.headers


async def test_health_says_which_part_does_not_answer(open_door: OpenDoor) -> None:
    door = await open_door(checks={"index": lambda: False})
    response = await door.client.get("/health/ready")
    assert response.status == 503
    assert (await response.json())["checks"] == {"model": True, "index": False, "assistant": True, "store": True}
    assert (await door.client.get("/health/live")).status == 200


async def test_ready_is_ready(door: Door) -> None:
    response = await door.client.get("/health/ready")
    assert (response.status, (await response.json())["status"]) == (200, "ready")


async def test_a_check_that_breaks_says_no(open_door: OpenDoor) -> None:
    def broken() -> bool:
        raise OSError("somewhere")

    door = await open_door(checks={"store": broken})
    assert (await (await door.client.get("/health/ready")).json())["checks"]["store"] is False


async def test_an_assistant_that_is_not_ready_takes_no_messages(door: Door) -> None:
    door.assistant.ready = False
    response = await door.say()
    await error_of(response, 503, "not_ready")
    assert response.headers["Retry-After"]
    assert (await door.client.get("/health/ready")).status == 503
    assert door.assistant.asked == []


async def test_the_logs_hold_no_words_no_session_and_no_query(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        runner = build_runner(door.client.app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        for request in (
            b"GET /api/v1/messages/geheim?after=0&x=350111 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"GET /\xe8\xba\xab350111 \x00\x01 geheim\r\n\r\n",
            b"POST /api/v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: geheim\r\n\r\n",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            answer = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            assert b"Python" not in answer and b"aiohttp" not in answer
        await runner.cleanup()
    assert "GET /api/v1/messages/{session} 200" in caplog.text
    assert "350111" not in caplog.text and "geheim" not in caplog.text
