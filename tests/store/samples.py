"""Values to keep, with every field set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from bot.conversation.messages import (
    CaseRequest,
    Choice,
    Message,
    Posting,
    Reply,
    Source,
    Ticket,
    TicketRequest,
    Utterance,
)
from bot.conversation.tickets import Line, QueuedTicket

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=BEIJING)
DAY = date(2026, 11, 24)
REPLY = Reply(
    kind="answer", entry="doc.road", facet="fee", confidence=0.97,
    messages=[Message("text", "第一句。\n第二句 😀"), Message("card", "摘要", "标题", "/chat?page=doc.road")],
    sources=[Source("doc.road", "城市道路管理条例", "国令第198号", "第三十条", "1996-06-04", "现行", "https://e.cn/")],
    suggestions=["还有呢"], choices=[Choice("a.b", None, "甲")], form={"name": "application", "asks": None},
    ticket=Ticket("JA20261124-0001", "2026-11-26T17:30:00+08:00"), open_ticket=TicketRequest("question", "no_source"),
    further_tickets=[TicketRequest("report", "report", {"what": "井盖没了"})],
    look_up=CaseRequest("ja1", "5678", withdraw=True),
)  # fmt: skip


def said(text: str = "办证要多久？", message_id: str = "m1", session: str = "s1", channel: str = "web") -> Utterance:
    return Utterance(channel, session, message_id, text, "doc.road", NOW)


def posting(text: str = "请带身份证。") -> Posting:
    return Posting(0, "staff_answer", "m1", NOW, None, text, REPLY.ticket)


def ticket(sequence: int = 1, day: date = DAY) -> QueuedTicket:
    return QueuedTicket(
        number=f"JA{day:%Y%m%d}-{sequence:04d}", day=day, sequence=sequence, kind="question", reason="no_source",
        channel="web", session="s1", message_id="m1", page="doc.road", opened_at=NOW, due=NOW + timedelta(days=2),
        transcript=[Line("citizen", "办证要多久？", NOW.isoformat())],
        fields={"place": "福马路100号", "what": "井盖没了"}, private={"name": "张三", "contact": "13812345678"},
    )  # fmt: skip


def answered(ticket_: QueuedTicket, answer: str) -> QueuedTicket:
    return replace(ticket_, state="answered", answer=answer, answered_at=NOW)
