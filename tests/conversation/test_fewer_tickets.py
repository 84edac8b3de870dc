"""What is said on about the same matter goes to the ticket that is open; what stands alone gets its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cipher import Cipher, new_key
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Message, Reply, TicketRequest
from bot.conversation.opening import TRANSCRIPT_LINES
from bot.store.database import open_database
from bot.store.repositories import conversation_stores
from tests.conversation.conftest import TUESDAY, Build, said
from tests.conversation.fakes import FakeAssistant

ADDED = "这句话已加进您先前登记的 JA20261124-0001，工作人员会一起看，将在11月26日 17:30 前答复您，不用重复登记。"
TOLD = [Message("text", "好的。"), Message("text", "编号 [[ticket.number]]")]


class Clock:
    """Moves when it is told."""

    def __init__(self) -> None:
        self.time = TUESDAY

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def conversation(build: Build, clock: Clock) -> Conversation:
    return build(now=clock)


def asks(assistant: FakeAssistant, kind: str, reason: str, *texts: str) -> None:
    for text in texts:
        assistant.replies[text] = Reply("handoff", messages=TOLD, open_ticket=TicketRequest(kind, reason))


async def test_a_second_question_without_source_is_added_to_the_first(conversation: Conversation) -> None:
    first = await conversation.handle(said("ticket 甲", "m1"))
    second = await conversation.handle(said("ticket 乙，13812345678", "m2"))
    (ticket,) = await conversation.tickets.list()
    assert first.ticket == second.ticket == ticket.told()
    assert [message.text for message in second.messages] == [ADDED]
    assert [(line.who, line.text) for line in ticket.transcript] == [
        ("citizen", "ticket 甲"),
        ("assistant", "已转人工，编号 JA20261124-0001，11月26日 17:30 前答复。"),
        ("citizen", "ticket 乙，138****5678"),
    ]
    assert ticket.private == {"mentioned": "13812345678"}
    assert ticket.message_id == "m1"


async def test_numbers_said_later_join_those_said_before(conversation: Conversation) -> None:
    for count, text in enumerate(("ticket 13812345678", "ticket 15987654321", "ticket 13812345678")):
        await conversation.handle(said(text, f"m{count}"))
    (ticket,) = await conversation.tickets.list()
    assert ticket.private == {"mentioned": "13812345678、15987654321"}


@pytest.mark.parametrize(("later", "opened"), [(timedelta(hours=24), 1), (timedelta(hours=24, seconds=1), 2)])
async def test_after_a_day_a_question_is_another_one(
    conversation: Conversation, clock: Clock, later: timedelta, opened: int
) -> None:
    await conversation.handle(said("ticket", "m1"))
    clock.time += later
    await conversation.handle(said("ticket", "m2"))
    assert len(await conversation.tickets.list()) == opened


async def test_what_was_answered_is_closed_for_more(conversation: Conversation) -> None:
    await conversation.handle(said("ticket", "m1"))
    await conversation.tickets.answer("JA20261124-0001", "好的")
    reply = await conversation.handle(said("ticket", "m2"))
    assert reply.ticket and reply.ticket.number == "JA20261124-0002"


async def test_nobody_joins_another_sessions_ticket(conversation: Conversation) -> None:
    await conversation.handle(said("ticket", "m1", "s1"))
    await conversation.handle(said("ticket", "m2", "s2"))
    await conversation.handle(replace(said("ticket", "m3", "s1"), channel="wechat"))
    assert len(await conversation.tickets.list()) == 3


async def test_a_second_request_for_a_person_joins_the_first_however_old(
    conversation: Conversation, assistant: FakeAssistant, clock: Clock
) -> None:
    asks(assistant, "human", "asked_for_human", "转人工", "人呢")
    await conversation.handle(said("转人工", "m1"))
    clock.time += timedelta(days=3)
    reply = await conversation.handle(said("人呢", "m2"))
    assert [message.text for message in reply.messages] == ["好的。", ADDED]
    assert len(await conversation.tickets.list()) == 1


@pytest.mark.parametrize("reason", ["report", "application", "assistant_error", "not_helped"])
async def test_everything_else_gets_its_own(conversation: Conversation, assistant: FakeAssistant, reason: str) -> None:
    asks(assistant, "report", reason, "甲", "乙")
    await conversation.handle(said("甲", "m1"))
    reply = await conversation.handle(said("乙", "m2"))
    assert reply.messages[1].text == "编号 JA20261124-0002"


async def test_a_person_asked_for_after_a_question_is_a_ticket_of_its_own(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    asks(assistant, "human", "asked_for_human", "转人工")
    await conversation.handle(said("ticket", "m1"))
    await conversation.handle(said("转人工", "m2"))
    assert [ticket.kind for ticket in await conversation.tickets.list()] == ["question", "human"]


async def test_how_it_began_stays_in_a_transcript_that_grows(conversation: Conversation, clock: Clock) -> None:
    await conversation.handle(said("ticket 起因", "m0"))
    for count in range(3 * TRANSCRIPT_LINES):
        clock.time += timedelta(minutes=1)
        await conversation.handle(said(f"ticket {count}" if count % 9 == 0 else f"第{count}句", f"n{count}"))
    (ticket,) = await conversation.tickets.list()
    lines = [line.text for line in ticket.transcript]
    assert lines[0] == "ticket 起因" and lines[-1] == "ticket 117"
    assert len(lines) <= 2 * TRANSCRIPT_LINES
    times = [datetime.fromisoformat(line.at) for line in ticket.transcript]
    assert times == sorted(times)


async def test_the_same_message_again_adds_nothing(conversation: Conversation) -> None:
    await conversation.handle(said("ticket", "m1"))
    replies = await asyncio.gather(*(conversation.handle(said("ticket 乙", "m2")) for _ in range(5)))
    (ticket,) = await conversation.tickets.list()
    assert [line.text for line in ticket.transcript].count("ticket 乙") == 1
    assert all(reply == replies[0] for reply in replies)


async def test_a_ticket_whose_key_is_gone_is_left_alone(build: Build, tmp_path) -> None:
    await build().handle(said("ticket 13812345678", "m1"))
    database = await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    other = conversation_stores(database, Cipher([new_key()]))
    reply = await build(stores=other).handle(said("ticket", "m2"))
    await database.close()
    assert reply.ticket and reply.ticket.number == "JA20261124-0002"
    assert (await build().tickets.show("JA20261124-0001")).private == {"mentioned": "13812345678"}
