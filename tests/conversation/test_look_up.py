"""How far a ticket is, is told to the session that opened it, and to whoever knows the contact given with it; the
answer itself is for who asked the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.messages import CaseRequest, Message, Reply, TicketRequest
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
    "没有查到，请核对一下编号。编号像 JA20261124-0001 这样，登记时告诉过您。换了手机或浏览器来查，"
    "请把编号和登记时留的电话后四位（留邮箱的写邮箱）一起发来。还是查不到，可以说“转人工”。"
)


@pytest.fixture(autouse=True)
def replies(assistant: FakeAssistant) -> None:
    assistant.replies["报修"] = Reply("form", messages=[Message("text", "[[ticket.number]]")], open_ticket=FORM)


async def look_up(
    conversation: Conversation, assistant: FakeAssistant, typed: str, proof: str | None = None, **changed: str
) -> Reply:
    status = [Message("text", "查到了：[[ticket.status]]")]
    found = Reply("answer", "hotline.progress", messages=status, look_up=CaseRequest(typed, proof))
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
async def test_who_knows_the_contact_hears_how_far_it_is_and_nothing_that_is_in_it(
    conversation: Conversation, assistant: FakeAssistant, other: dict[str, str]
) -> None:
    await conversation.handle(said("报修"))
    await conversation.tickets.answer(NUMBER, "给张三：已补好")
    reply = await look_up(conversation, assistant, NUMBER, "5678", **other)
    assert reply.messages[0].text == f"查到了：{ANSWERED}"


@pytest.mark.parametrize("contact", ["李四@a.cn", "13812345678，li@example.com", "匿名", ""])
async def test_a_stranger_who_counts_through_numbers_hears_what_a_wrong_number_hears(
    conversation: Conversation, assistant: FakeAssistant, contact: str
) -> None:
    filed = replace(FORM, private={"contact": contact} if contact else {})
    assistant.replies["报修"] = Reply("form", messages=[Message("text", "[[ticket.number]]")], open_ticket=filed)
    await conversation.handle(said("报修"))
    for id_, proof in enumerate([None, "", "1234", "138", "13812345678", "匿名", "example.com"]):
        stranger = await look_up(conversation, assistant, NUMBER, proof, session=f"s{id_ + 2}")
        assert stranger.messages[0].text == f"查到了：{UNKNOWN}"


async def test_an_e_mail_address_is_given_whole(conversation: Conversation, assistant: FakeAssistant) -> None:
    filed = replace(FORM, private={"contact": "0591-83665678，Li@example.com"})
    assistant.replies["报修"] = Reply("form", messages=[Message("text", "[[ticket.number]]")], open_ticket=filed)
    await conversation.handle(said("报修"))
    for proof in ("li@EXAMPLE.com", "5678"):
        reply = await look_up(conversation, assistant, NUMBER, proof, session=f"of {proof}")
        assert reply.messages[0].text == f"查到了：{OPEN}"


@pytest.mark.parametrize("typed", ["JA20261124-0002", "XY20261124-0001", "ja", "", "350111199001011234", "13812345678"])
async def test_an_unknown_number_is_told_kindly_with_how_one_looks(
    conversation: Conversation, assistant: FakeAssistant, typed: str
) -> None:
    await conversation.handle(said("报修"))
    assert (await look_up(conversation, assistant, typed)).messages[0].text == f"查到了：{UNKNOWN}"


async def test_a_look_up_and_a_ticket_go_into_one_reply(conversation: Conversation, assistant: FakeAssistant) -> None:
    await conversation.handle(said("报修"))
    both = [Message("text", "[[ticket.status]]"), Message("text", "[[ticket.number]]")]
    assistant.replies["查和报"] = Reply("form", messages=both, open_ticket=FORM, look_up=CaseRequest(NUMBER))
    reply = await conversation.handle(said("查和报", "m2"))
    assert [message.text for message in reply.messages] == [OPEN, "JA20261124-0002"]
