"""Forms end in tickets: fields for everybody at work, private values encrypted, and none of it in the reply."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.messages import Message, Reply, TicketRequest
from bot.conversation.ports import Stores
from bot.conversation.turn import Late
from tests.conversation.conftest import said
from tests.conversation.fakes import FakeAssistant

TOLD = [Message("text", "都记下了。"), Message("text", "已登记，编号 [[ticket.number]]，将在[[ticket.due]]答复您。")]
REPORT = TicketRequest(
    "report", "report",
    {"place": "福马路100号", "what": "井盖没了，找李师傅15987654321"}, {"name": "张三", "contact": "13812345678"},
)  # fmt: skip
APPLICATION = TicketRequest("application", "application", {"content": "道路审批"}, {"identity": "350111199001011234"})


def database(tmp_path: Path) -> str:
    """Everything that is in it, as text."""
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        return "\n".join(connection.iterdump())


async def test_a_ticket_keeps_what_the_form_collected(conversation: Conversation, assistant: FakeAssistant) -> None:
    assistant.replies["是的"] = Reply("form", "report.problem", messages=TOLD, open_ticket=REPORT)
    await conversation.handle(said("是的"))
    (ticket,) = await conversation.tickets.list()
    assert list(ticket.fields.items()) == [("place", "福马路100号"), ("what", "井盖没了，找李师傅159****4321")]
    assert ticket.private == {"name": "张三", "contact": "13812345678", "mentioned": "15987654321"}


async def test_what_is_private_is_neither_in_the_reply_nor_readable_in_the_database(
    conversation: Conversation, assistant: FakeAssistant, tmp_path: Path
) -> None:
    assistant.replies["slow"] = Reply(
        "form", "report.problem", messages=TOLD, open_ticket=REPORT, further_tickets=[APPLICATION]
    )
    with pytest.raises(Late):
        await conversation.handle(said("slow"))
    assistant.release.set()
    (posting,) = await conversation.wait_for_updates("s1", timeout=2)
    reply = await conversation.handle(said("slow"))
    assert reply == posting.reply and reply.requests == []
    kept = json.dumps(reply.to_dict(), ensure_ascii=False) + database(tmp_path)
    for secret in ("张三", "13812345678", "15987654321", "350111199001011234"):
        assert secret not in kept
    assert "福马路100号" in kept


async def test_several_tickets_of_one_reply_are_all_opened_and_named(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    further = [APPLICATION, TicketRequest("suggestion", "suggestion")]
    assistant.replies["都要"] = Reply("form", messages=TOLD, open_ticket=REPORT, further_tickets=further)
    reply = await conversation.handle(said("都要"))
    tickets = await conversation.tickets.list()
    assert [ticket.kind for ticket in tickets] == ["report", "application", "suggestion"]
    assert reply.ticket == tickets[0].told()
    assert [message.text for message in reply.messages] == [
        "都记下了。",
        "已登记，编号 JA20261124-0001，将在12月1日 17:30 前答复您。",
        "还有一件也已登记，编号 JA20261124-0002，将在12月22日 17:30 前答复您。",
        "还有一件也已登记，编号 JA20261124-0003，将在12月1日 17:30 前答复您。",
    ]


async def test_further_tickets_alone_are_opened_too(conversation: Conversation, assistant: FakeAssistant) -> None:
    assistant.replies["甲"] = Reply("form", messages=TOLD, further_tickets=[REPORT])
    reply = await conversation.handle(said("甲"))
    assert reply.ticket and reply.ticket.number in reply.messages[1].text


async def test_several_tickets_are_opened_together_or_not_at_all(
    conversation: Conversation, assistant: FakeAssistant, stores: Stores
) -> None:
    unkeepable = TicketRequest("report", "report", {"what": "\ud800"})
    assistant.replies["坏"] = Reply("form", messages=TOLD, open_ticket=REPORT, further_tickets=[unkeepable])
    with pytest.raises(UnicodeEncodeError):
        await conversation.handle(said("坏"))
    assert await stores.tickets.list(open_only=False) == []
    assert len(await stores.inbox.unanswered()) == 1


async def test_numbers_in_a_message_are_masked_once_it_is_answered(
    conversation: Conversation, assistant: FakeAssistant, stores: Stores, tmp_path: Path
) -> None:
    text = "ticket 请打13812345678，文号闽政〔2016〕66号"
    await conversation.handle(said(text))
    assert assistant.asked == [text], "the assistant hears the whole"
    assert "13812345678" not in database(tmp_path)
    (ticket,) = await conversation.tickets.list()
    assert ticket.transcript[-1].text == "ticket 请打138****5678，文号闽政〔2016〕66号"
    assert ticket.private == {"mentioned": "13812345678"}, "staff can still call"


async def test_what_is_read_back_is_told_whole_and_kept_hidden(
    conversation: Conversation, assistant: FakeAssistant, tmp_path: Path
) -> None:
    secrets = ["欧阳示例", "军官证 南字第12***67号", "福新路1号3座，欧阳示例收"]
    read_back = Message("text", "请核对：\n" + "\n".join(secrets))
    assistant.replies["念"] = Reply("form", "apply.start", messages=[read_back], private=secrets)
    reply = await conversation.handle(said("念"))
    assert reply.messages == [read_back] and reply.private == []
    assistant.replies["人工"] = Reply("handoff", messages=TOLD, open_ticket=REPORT)
    await conversation.handle(said("人工", "m2"))
    (ticket,) = await conversation.tickets.list()
    kept = database(tmp_path) + "".join(line.text for line in ticket.transcript)
    assert "请核对" in kept and "欧***" in kept
    assert not any(secret in kept for secret in secrets)
