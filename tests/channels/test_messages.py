"""The contract: what goes in, what comes out, what comes later."""

from __future__ import annotations

import asyncio
import json

from bot.channels.web.page import Exchange
from bot.conversation.messages import CaseRequest, Reply, TicketRequest
from tests.channels.conftest import Door, OpenDoor, error_of

FIELDS = {
    "session", "message_id", "kind", "entry", "facet", "confidence", "messages", "sources", "suggestions", "choices",
    "form", "ticket",
}  # fmt: skip


async def test_a_reply_has_every_field_of_the_contract_and_nothing_internal(door: Door) -> None:
    response = await door.say("你好", session="s1")
    body = await response.json()
    assert response.status == 200
    assert set(body) == FIELDS
    assert (body["session"], body["kind"], body["entry"], body["confidence"]) == ("s1", "answer", "echo", 0.9)
    assert body["messages"] == [{"type": "text", "text": "您说：你好", "title": None, "url": None}]
    assert "您说" in await response.text(), "readable in a terminal"


async def test_without_a_session_one_is_made_up_and_cannot_be_guessed(door: Door) -> None:
    sessions = {(await (await door.say()).json())["session"] for _ in range(3)}
    assert len(sessions) == 3
    assert all(len(session) >= 24 for session in sessions)


async def test_the_same_client_id_is_answered_once_with_the_same_reply(door: Door) -> None:
    responses = await asyncio.gather(*(door.say("ticket", session="s1", client_id="c1") for _ in range(5)))
    bodies = [await response.json() for response in responses]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["ticket"]["number"].startswith("JA")
    assert door.assistant.asked == ["ticket"]
    assert len(await door.conversation.tickets.list()) == 1


async def test_a_client_id_of_another_session_is_another_message(door: Door) -> None:
    first = await (await door.say("甲", session="s1", client_id="c1")).json()
    second = await (await door.say("乙", session="s2", client_id="c1")).json()
    assert first["message_id"] != second["message_id"]
    assert second["messages"][0]["text"] == "您说：乙"


async def test_without_a_client_id_the_same_text_is_another_message(door: Door) -> None:
    await door.say("你好", session="s1")
    await door.say("你好", session="s1")
    assert door.assistant.asked == ["你好", "你好"]


async def test_the_page_reaches_the_ticket_when_it_exists(door: Door) -> None:
    await door.say("ticket", page="doc.road")
    await door.say("ticket", page="doc.no-such")
    assert [ticket.page for ticket in await door.conversation.tickets.list()] == ["doc.road", None]


async def test_a_slow_reply_is_announced_and_arrives_later(door: Door) -> None:
    response = await door.say("slow", session="s1", client_id="c1")
    body = await error_of(response, 503, "still_thinking")
    assert int(response.headers["Retry-After"]) > 0
    door.assistant.release.set()
    resent = await (await door.say("slow", session="s1", client_id="c1")).json()
    (update,) = (await (await door.updates()).json())["updates"]
    assert body["message_id"] == update["message_id"] == resent["message_id"]
    assert update["type"] == "reply" and set(update["reply"]) == FIELDS - {"session", "message_id"}
    assert update["reply"]["messages"] == resent["messages"]
    assert door.assistant.asked == ["slow"]


async def test_updates_start_after_the_given_one(door: Door) -> None:
    await two_answers(door)
    first, second = (await (await door.updates()).json())["updates"]
    assert [first["text"], second["text"]] == ["甲", "乙"]
    assert first["type"] == "staff_answer" and first["ticket"]["number"].endswith("-0001")
    assert (await (await door.updates(after=first["id"])).json())["updates"] == [second]
    assert (await (await door.updates("s2")).json())["updates"] == []


async def test_every_due_time_is_on_the_clock_of_the_bureau(open_door: OpenDoor) -> None:
    door = await open_door(turn_timeout=0.05)
    told = (await (await door.say("ticket", session="s1")).json())["ticket"]
    await error_of(await door.say("slow ticket", session="s1"), 503, "still_thinking")
    door.assistant.replies["again"] = Reply("handoff", open_ticket=TicketRequest("question", "no_source"))
    door.assistant.release.set()
    joined = (await (await door.say("again", session="s1")).json())["ticket"]
    await door.conversation.tickets.answer(told["number"], "好的")
    updates = (await (await door.updates()).json())["updates"]
    async with door.client.get("/api/v1/messages/s1", headers={"Accept": "text/event-stream"}) as stream:
        events = [json.loads((await next_event(stream))["data"]) for _ in updates]
    tickets = [told, joined, *(update["ticket"] for update in [*updates, *events] if update["ticket"])]
    assert joined == told and len(tickets) == 4
    assert all(ticket["due"].endswith("T17:30:00+08:00") for ticket in tickets)
    assert all(update["at"].endswith("+08:00") for update in [*updates, *events])


async def test_what_a_reply_asks_for_stays_inside(door: Door) -> None:
    request = TicketRequest("report", "report", {"what": "井盖没了"}, {"name": "张三"})
    door.assistant.replies["是的"] = Reply(
        "form", open_ticket=request, further_tickets=[request], look_up=CaseRequest("JA1")
    )
    response = await door.say("是的", session="s1")
    assert set(await response.json()) == FIELDS
    assert "张三" not in await response.text() and "井盖" not in await response.text()
    on_the_page = Exchange("是的", "m1", door.assistant.replies["是的"]).to_dict()["reply"]
    assert set(on_the_page) == FIELDS - {"session", "message_id"}


async def test_a_session_may_be_any_text(door: Door) -> None:
    session = "张三/窗口 1?#%"
    await door.say("ticket", session=session)
    await door.conversation.tickets.answer((await door.conversation.tickets.list())[0].number, "好的")
    response = await door.updates("%E5%BC%A0%E4%B8%89%2F%E7%AA%97%E5%8F%A3%201%3F%23%25")
    assert (await response.json())["session"] == session
    assert len((await response.json())["updates"]) == 1


async def test_events_bring_what_is_there_and_what_comes(door: Door) -> None:
    await two_answers(door, "甲")
    async with door.client.get("/api/v1/messages/s1", headers={"Accept": "text/event-stream"}) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        first = await next_event(stream)
        await two_answers(door, "乙")
        second = await next_event(stream)
    assert [json.loads(event["data"])["text"] for event in (first, second)] == ["甲", "乙"]
    assert int(second["id"]) > int(first["id"]) == json.loads(first["data"])["id"]


async def test_events_go_on_where_they_broke_off(door: Door) -> None:
    await two_answers(door)
    first = (await (await door.updates()).json())["updates"][0]["id"]
    headers = {"Accept": "text/event-stream", "Last-Event-ID": str(first)}
    async with door.client.get("/api/v1/messages/s1?after=0", headers=headers) as stream:
        assert json.loads((await next_event(stream))["data"])["text"] == "乙"


async def test_a_quiet_stream_beats(door: Door) -> None:
    async with door.client.get("/api/v1/messages/s1", headers={"Accept": "text/event-stream"}) as stream:
        lines = [await asyncio.wait_for(stream.content.readline(), 2) for _ in range(3)]
    assert lines[0].startswith(b"retry: ") and lines[2] == b": here\n"


async def test_open_streams_do_not_hold_up_the_end(door: Door) -> None:
    async with door.client.get("/api/v1/messages/s1", headers={"Accept": "text/event-stream"}) as stream:
        await stream.content.readline()
        await asyncio.wait_for(door.client.close(), 3)


async def test_a_rating_is_kept_for_the_citizens_own_reply(door: Door) -> None:
    body = await (await door.say("你好", session="s1")).json()
    rating = {"session": "s1", "message_id": body["message_id"], "useful": False}
    assert (await door.client.post("/api/v1/feedback", json=rating)).status == 200
    stranger = await door.client.post("/api/v1/feedback", json=rating | {"session": "s2"})
    await error_of(stranger, 404, "unknown_message")
    for broken in ({"useful": "yes"}, {"useful": None}, {"message_id": 1}, {"message_id": None}, {"session": None}):
        await error_of(await door.client.post("/api/v1/feedback", json=rating | broken), 400, "bad_feedback")


async def test_explanations_need_the_setting_and_the_question(open_door: OpenDoor) -> None:
    closed, open_ = await open_door(), await open_door(explain=True)
    assert "explain" not in await (await closed.say(query="?explain=1")).json()
    assert "explain" not in await (await open_.say()).json()
    assert (await (await open_.say(query="?explain=1")).json())["explain"] == {"normalised": "你好"}


async def test_what_an_earlier_process_left_is_answered_at_start(open_door: OpenDoor) -> None:
    first = await open_door(turn_timeout=0.05)
    await error_of(await first.say("slow", session="s1", client_id="c1"), 503, "still_thinking")
    await first.conversation.close(0)
    second = await open_door()
    second.assistant.release.set()
    assert (await (await second.say("slow", session="s1", client_id="c1")).json())["kind"] == "answer"
    assert second.assistant.asked == ["slow"]


async def test_while_one_citizen_waits_another_is_served(open_door: OpenDoor) -> None:
    door = await open_door(turn_timeout=5)
    slow = asyncio.create_task(door.say("slow", session="s1"))
    assert (await door.say("你好", session="s2")).status == 200
    assert not slow.done()
    door.assistant.release.set()
    assert (await slow).status == 200


async def two_answers(door: Door, texts: str = "甲乙") -> None:
    for text in texts:
        await door.say("ticket", session="s1")
        await door.conversation.tickets.answer((await door.conversation.tickets.list())[-1].number, text)


async def next_event(stream) -> dict[str, str]:
    """The next event with data."""
    event: dict[str, str] = {}
    while "data" not in event:
        event = {}
        while line := (await asyncio.wait_for(stream.content.readline(), 2)).decode().rstrip("\n"):
            name, _, value = line.partition(": ")
            event[name] = value
    return event
