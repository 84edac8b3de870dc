"""Whoever has a number may ask how far it is; the answer itself is for who asked the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.messages import Message, Reply, TicketRequest
from tests.conversation.conftest import said
from tests.conversation.fakes import FakeAssistant

NUMBER = "JA20261124-0001"
FORM = TicketRequest("report", "report", {"place": "福马路100号"}, {"name": "张三", "contact": "13812345678"})
OPEN = "编号 JA20261124-0001：待处理。2026年11月24日登记，将在12月1日 17:30 前答复。"
ANSWERED = (
    "编号 JA20261124-0001：已答复。2026年11月24日登记，应在12月1日 17:30 前答复，2026年11月24日已答复，"
    "答复发在登记时的对话里。"
)
UNKNOWN = (
    "没有查到这个编号，请核对一下再发给我。编号像 JA20261124-0001 这样，登记时告诉过您。找不到编号，可以说“转人工”。"
)


@pytest.fixture(autouse=True)
def replies(assistant: FakeAssistant) -> None:
    assistant.replies["报修"] = Reply("form", messages=[Message("text", "[[ticket.number]]")], open_ticket=FORM)


async def look_up(conversation: Conversation, assistant: FakeAssistant, typed: str, **changed: str) -> Reply:
    found = Reply("answer", "hotline.progress", messages=[Message("text", "查到了：[[ticket.status]]")], look_up=typed)
    assistant.replies["查一下"] = found
    return await conversation.handle(replace(said("查一下", "m2"), **changed))


@pytest.mark.parametrize(
    "typed",
    [NUMBER, "ja20261124-0001", " JA 2026 1124 0001 ", "ＪＡ２０２６１１２４－０００１", "JA20261124—0001",
     "ja202611240001", "20261124-0001", "帮我查ja20261124-0001办得怎么样了"],
)  # fmt: skip
async def test_a_number_is_found_however_it_is_typed(
    conversation: Conversation, assistant: FakeAssistant, typed: str
) -> None:
    await conversation.handle(said("报修"))
    reply = await look_up(conversation, assistant, typed)
    assert [message.text for message in reply.messages] == [f"查到了：{OPEN}"]
    assert (reply.ticket, reply.look_up) == (None, None)


async def test_the_asker_hears_what_staff_answered(conversation: Conversation, assistant: FakeAssistant) -> None:
    await conversation.handle(said("报修"))
    await conversation.tickets.answer(NUMBER, "已补好 {due} [[ticket.due]]")
    reply = await look_up(conversation, assistant, NUMBER)
    assert reply.messages[0].text == f"查到了：{ANSWERED}\n工作人员的答复：已补好 {{due}} [[ticket.due]]"


@pytest.mark.parametrize("other", [{"session": "s2"}, {"channel": "wechat"}])
async def test_a_stranger_hears_how_far_it_is_and_nothing_that_is_in_it(
    conversation: Conversation, assistant: FakeAssistant, other: dict[str, str]
) -> None:
    await conversation.handle(said("报修"))
    await conversation.tickets.answer(NUMBER, "给张三：已补好")
    reply = await look_up(conversation, assistant, NUMBER, **other)
    assert reply.messages[0].text == f"查到了：{ANSWERED}"


@pytest.mark.parametrize("typed", ["JA20261124-0002", "XY20261124-0001", "ja", "", "350111199001011234", "13812345678"])
async def test_an_unknown_number_is_told_kindly_with_how_one_looks(
    conversation: Conversation, assistant: FakeAssistant, typed: str
) -> None:
    await conversation.handle(said("报修"))
    assert (await look_up(conversation, assistant, typed)).messages[0].text == f"查到了：{UNKNOWN}"


async def test_a_look_up_and_a_ticket_go_into_one_reply(conversation: Conversation, assistant: FakeAssistant) -> None:
    await conversation.handle(said("报修"))
    both = [Message("text", "[[ticket.status]]"), Message("text", "[[ticket.number]]")]
    assistant.replies["查和报"] = Reply("form", messages=both, open_ticket=FORM, look_up=NUMBER)
    reply = await conversation.handle(said("查和报", "m2"))
    assert [message.text for message in reply.messages] == [OPEN, "JA20261124-0002"]
