"""What was filed can be taken back: staff see that it was, the citizen is told, and the row stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.messages import CaseRequest, Message, Reply, TicketRequest
from bot.conversation.queue import Withdrawn
from tests.conversation.conftest import said
from tests.conversation.fakes import FakeAssistant

FIRST, SECOND = "JA20261124-0001", "JA20261124-0002"
HOLE = TicketRequest("report", "report", {"problem": "井盖没了"}, {"contact": "13812345678"})
TOLD = [Message("text", "[[ticket.number]]")]
STATUS = [Message("text", "[[ticket.status]]")]


def answers(assistant: FakeAssistant, *, further: int = 0) -> None:
    """What a form says when it ends, and what is said to 不报了, 撤回… (with a number), and 查."""
    assistant.replies["报修"] = Reply("form", messages=TOLD, open_ticket=HOLE, further_tickets=[HOLE] * further)
    asks = {"不报了": (None, True), "撤回第二张": (SECOND, True), "撤回别人的": (FIRST, True), "查": (FIRST, False)}
    for text, (number, withdraw) in asks.items():
        assistant.replies[text] = Reply("form", messages=STATUS, look_up=CaseRequest(number, withdraw=withdraw))


async def hear(conversation: Conversation, text: str, id_: str, session: str = "s1") -> str:
    reply = await conversation.handle(replace(said(text, id_), session=session))
    return reply.messages[0].text


async def test_what_was_filed_is_taken_back_and_stays_in_the_queue(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    answers(assistant)
    await conversation.handle(said("报修"))
    assert f"{FIRST} 已撤回" in await hear(conversation, "不报了", "m2")
    assert await conversation.tickets.list() == []
    (ticket,) = await conversation.tickets.list(open_only=False)
    assert (ticket.state, ticket.transcript[-1].who, ticket.transcript[-1].text) == ("withdrawn", "citizen", "不报了")
    with pytest.raises(Withdrawn):
        await conversation.tickets.answer(FIRST, "好的")
    assert "已按您说的撤回" in await hear(conversation, "查", "m3")
    assert "已按您说的撤回" in await hear(conversation, "不报了", "m4")


async def test_of_several_the_citizen_says_which(conversation: Conversation, assistant: FakeAssistant) -> None:
    answers(assistant, further=1)
    await conversation.handle(said("报修"))
    asked = await hear(conversation, "不报了", "m2")
    assert FIRST in asked and SECOND in asked
    assert len(await conversation.tickets.list()) == 2
    assert f"{SECOND} 已撤回" in await hear(conversation, "撤回第二张", "m3")
    assert [ticket.number for ticket in await conversation.tickets.list()] == [FIRST]


async def test_what_is_answered_stays_answered(conversation: Conversation, assistant: FakeAssistant) -> None:
    answers(assistant)
    await conversation.handle(said("报修"))
    await conversation.tickets.answer(FIRST, "补好了")
    assert "已答复" in await hear(conversation, "不报了", "m2")


async def test_nobody_takes_back_what_somebody_else_filed(conversation: Conversation, assistant: FakeAssistant) -> None:
    answers(assistant)
    await conversation.handle(said("报修"))
    for text in ("不报了", "撤回别人的"):
        assert "没有查到" in await hear(conversation, text, text, session="s2")
    assert [ticket.state for ticket in await conversation.tickets.list()] == ["open"]
