"""Open streams and running turns have their limits, and who meets one is told when to come again."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientResponse

from bot.channels.web import events
from tests.channels.conftest import Door, OpenDoor, error_of


async def stream_in_time(door: Door) -> ClientResponse:
    """Open, as soon as the server has seen that another was closed: at a heartbeat, it writes into nothing."""
    for _ in range(50):
        if (stream := await door.stream()).status == 200:
            break
        await asyncio.sleep(0.1)
    return stream


async def test_a_session_has_so_many_streams_and_gets_them_back(open_door: OpenDoor) -> None:
    door = await open_door(max_streams_per_session=2)
    streams = [await door.stream(), await door.stream()]
    refused = await door.stream()
    await error_of(refused, 429, "too_many_streams")
    assert refused.headers["Retry-After"] == "30"
    assert (await door.updates()).status == 200, "asking without a stream goes on"
    other = await door.stream("s2")
    assert other.status == 200
    streams.pop().close()
    assert (await stream_in_time(door)).status == 200
    await error_of(await door.stream(), 429, "too_many_streams")


async def test_an_address_has_so_many_streams(open_door: OpenDoor) -> None:
    door = await open_door(max_streams_per_address=3, trusted_proxies=("127.0.0.1",))
    here = {"X-Forwarded-For": "198.51.100.7"}
    assert [(await door.stream(f"s{count}", **here)).status for count in range(4)] == [200, 200, 200, 429]
    assert (await door.stream("s9", **{"X-Forwarded-For": "198.51.100.8"})).status == 200


async def test_a_process_has_so_many_streams(open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MAX_STREAMS", 2)
    door = await open_door()
    assert [(await door.stream(f"s{count}")).status for count in range(2)] == [200, 200]
    refused = await door.stream("s2")
    await error_of(refused, 503, "busy")
    assert refused.headers["Retry-After"] == "30"


async def test_so_many_turns_run_at_once_and_what_is_refused_is_not_kept(open_door: OpenDoor) -> None:
    door = await open_door(max_turns=3, turn_timeout=20)
    sent = [asyncio.create_task(door.say("slow", session=f"s{count}", client_id="c")) for count in range(5)]
    refused = [await answer for answer, _ in zip(asyncio.as_completed(sent, timeout=20), range(2))]
    for response in refused:
        await error_of(response, 503, "busy")
        assert int(response.headers["Retry-After"]) > 0
    form = await door.submit("你好", "session-1")
    assert (form.status, form.headers["Retry-After"]) == (503, "2")
    assert "现在有点忙" in await form.text()
    door.assistant.release.set()
    assert sorted([(await task).status for task in sent]) == [200] * 3 + [503] * 2
    assert await door.conversation.resume() == 0, "a refused message waits for nobody"
    again = next(count for count, task in enumerate(sent) if task.result().status == 503)
    assert (await door.say("slow", session=f"s{again}", client_id="c")).status == 200
    assert len(door.assistant.asked) == 4


async def test_turns_of_one_session_in_line_count_too(open_door: OpenDoor) -> None:
    door = await open_door(max_turns=2, turn_timeout=0.1)
    statuses = [(await door.say("slow", session="s1", client_id=f"c{count}")).status for count in range(2)]
    assert statuses == [503, 503]
    await error_of(await door.say("slow", session="s1", client_id="c2"), 503, "busy")
