"""What stays unresolved becomes a row in the queue; staff answer it on the command line; the open page hears it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.trips.conftest import Site

pytestmark = [pytest.mark.trips, pytest.mark.asyncio(loop_scope="session")]
ANSWER = "您好，那条路的路灯今晚就修好。"


async def next_event(site: Site, session: str, after: int) -> dict[str, Any]:
    """What an open page hears next."""
    headers, params = {"Accept": "text/event-stream"}, {"after": str(after)}
    async with site.client.get(f"/api/v1/messages/{session}", headers=headers, params=params) as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")


async def test_a_ticket_is_answered_where_the_citizen_waits(site: Site, session: str) -> None:
    await site.ask("你们局的电话是多少", session, page="org.phone")
    reply = await site.ask("不想跟机器说了，给我转人工", session)
    number = reply["ticket"]["number"]
    assert number in "".join(message["text"] for message in reply["messages"])
    listening = asyncio.create_task(next_event(site, session, 0))
    assert number in await site.staff("queue", "list")
    assert "给我转人工" in await site.staff("queue", "show", number)
    await site.staff("queue", "answer", number, ANSWER)
    event = await asyncio.wait_for(listening, 20)
    assert (event["type"], event["text"], event["ticket"]["number"]) == ("staff_answer", ANSWER, number)
    assert event["message_id"] == reply["message_id"]
    assert number not in await site.staff("queue", "list")


async def test_a_page_opened_later_finds_the_answer_once(site: Site, session: str) -> None:
    reply = await site.ask("我要找工作人员", session)
    await site.staff("queue", "answer", reply["ticket"]["number"], ANSWER)
    event = await asyncio.wait_for(next_event(site, session, 0), 20)
    assert event["text"] == ANSWER
    async with site.client.get(f"/api/v1/messages/{session}", params={"after": str(event["id"])}) as response:
        assert (await response.json())["updates"] == []
