"""What a citizen is told of a ticket is true, and staff's answer reaches the citizen."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.ports import Stores
from bot.conversation.queue import AlreadyAnswered, BlankAnswer, NoSuchTicket, TicketQueue, is_evaluation
from tests.conversation.conftest import TUESDAY, Build, said


async def test_the_reply_names_the_ticket_that_was_opened(conversation: Conversation) -> None:
    await conversation.handle(said("你好", "m0"))
    reply = await conversation.handle(said("ticket", page="doc.road"))
    (ticket,) = await conversation.tickets.list()
    assert reply.messages[0].text == "已转人工，编号 JA20261124-0001，11月26日 17:30 前答复。"
    assert reply.ticket and (reply.ticket.number, reply.ticket.due) == (ticket.number, "2026-11-26T17:30:00+08:00")
    assert (ticket.kind, ticket.reason, ticket.page, ticket.state) == ("question", "no_source", "doc.road", "open")
    assert (ticket.opened_at, ticket.due) == (TUESDAY, datetime.fromisoformat("2026-11-26T17:30:00+08:00"))
    assert [(line.who, line.text) for line in ticket.transcript] == [
        ("citizen", "你好"), ("assistant", "您说：你好"), ("citizen", "ticket"),
    ]  # fmt: skip


async def test_a_due_time_nobody_knows_is_not_made_up(build: Build) -> None:
    new_years_eve = datetime(2026, 12, 31, 1, tzinfo=timezone.utc)
    reply = await build(now=lambda: new_years_eve).handle(said("ticket"))
    assert reply.messages[0].text == "已转人工，编号 JA20261231-0001，规定期限内答复。"
    assert reply.ticket and reply.ticket.due is None


async def test_the_same_message_many_times_opens_one_ticket(conversation: Conversation) -> None:
    replies = await asyncio.gather(*(conversation.handle(said("ticket")) for _ in range(10)))
    assert len(await conversation.tickets.list()) == 1
    assert {reply.ticket.number for reply in replies if reply.ticket} == {"JA20261124-0001"}


async def test_tickets_opened_at_once_have_different_numbers(build: Build) -> None:
    conversation = build(turn_timeout=5)
    replies = await asyncio.gather(*(conversation.handle(said("ticket", f"m{n}", f"s{n}")) for n in range(10)))
    assert len({reply.ticket.number for reply in replies if reply.ticket}) == 10


async def test_an_answer_reaches_who_waits_for_it(conversation: Conversation) -> None:
    await conversation.handle(said("ticket"))
    waiting = asyncio.create_task(conversation.wait_for_updates("s1", timeout=5))
    await asyncio.sleep(0.02)
    answered = await conversation.tickets.answer(" ja20261124-0001 ", "请带身份证来窗口。")
    (posting,) = await waiting
    assert (posting.type, posting.text, posting.message_id) == ("staff_answer", "请带身份证来窗口。", "m1")
    assert posting.ticket and posting.ticket.number == "JA20261124-0001"
    assert (answered.state, answered.answer, answered.answered_at) == ("answered", "请带身份证来窗口。", TUESDAY)
    assert await conversation.tickets.list() == []
    assert await conversation.tickets.list(open_only=False) == [answered]


async def test_an_answer_from_another_process_wakes_too(conversation: Conversation, stores: Stores) -> None:
    await conversation.handle(said("ticket"))
    waiting = asyncio.create_task(conversation.wait_for_updates("s1", timeout=5))
    await asyncio.sleep(0.1)
    await TicketQueue(stores).answer("JA20261124-0001", "好的")
    assert [posting.text for posting in await asyncio.wait_for(waiting, 1)] == ["好的"]


async def test_nobody_elses_news_ends_the_waiting(conversation: Conversation) -> None:
    await conversation.handle(said("ticket"))
    waiting = asyncio.create_task(conversation.wait_for_updates("s2", timeout=0.2))
    await conversation.tickets.answer("JA20261124-0001", "好的")
    assert await waiting == []


async def test_a_ticket_is_answered_once(conversation: Conversation) -> None:
    await conversation.handle(said("ticket"))
    results = await asyncio.gather(
        *(conversation.tickets.answer("JA20261124-0001", text) for text in "甲乙"), return_exceptions=True
    )
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 1
    assert len(await conversation.updates("s1")) == 1


async def test_mistakes_of_staff_have_names(conversation: Conversation) -> None:
    await conversation.handle(said("ticket"))
    with pytest.raises(NoSuchTicket):
        await conversation.tickets.show("JA20261124-0002")
    with pytest.raises(NoSuchTicket):
        await conversation.tickets.answer("x", "好的")
    with pytest.raises(BlankAnswer):
        await conversation.tickets.answer("JA20261124-0001", " \u200b\n")


async def test_tickets_of_an_evaluation_are_nobodys_work(conversation: Conversation) -> None:
    await conversation.handle(said("ticket", "m1", "evaluation-1"))
    reply = await conversation.handle(said("ticket", "m2", "s1"))
    assert reply.ticket is not None
    assert [ticket.number for ticket in await conversation.tickets.list()] == [reply.ticket.number]
    assert reply.ticket.number == "JA20261124-0001", "nor do they use up numbers"
    everything = await conversation.tickets.list(open_only=False)
    assert [is_evaluation(ticket) for ticket in everything] == [False, True]
