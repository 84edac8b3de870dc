"""A hand-written conversation behind the real page: answers by a few keywords and fails when it is told to."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.channels.web.errors import ApiError
from bot.channels.web.page import add_page_routes
from bot.conversation.messages import Choice, Message, Reply, Source, Ticket, Utterance

TITLES = {"doc.road": "城市道路管理条例"}
NAMES = {"name": "福州市晋安区城市管理局", "short": "晋安区城管局", "hotline": "12345"}
REGULATION = Source(
    "doc.foi-regulation", "中华人民共和国政府信息公开条例", "国令第711号", "第三十三条", "2019-04-03", "现行",
    "https://www.gov.cn/zhengce/content/2019-04/15/content_5382991.htm",
)  # fmt: skip
ANSWER = Reply(
    "answer", "apply.reply-time", None, 0.97,
    [Message("text", "收到申请之日起 20 个工作日内答复；能当场答复的当场答复。\n"
                     "需要延长的，经负责人同意并告知您，最多再延长 20 个工作日。")],
    [REGULATION, Source(None, "本局政府信息公开指南（示例）", None, None, "2024-03-01", "现行", None)],
    ["申请公开要收费吗", "不满意答复怎么办", "申请需要写哪些内容"],
)  # fmt: skip
CLARIFY = Reply(
    "clarify", confidence=0.5, messages=[Message("text", "您想问的是哪一件事？点一下，或者回复数字。")],
    choices=[
        Choice("guide.occupy-road", None, "临时占用道路怎么办"),
        Choice("guide.dig-road", None, "挖掘道路怎么办"),
        Choice("report.problem", None, "反映有人占道经营"),
    ],
)  # fmt: skip
HANDOFF = Reply(
    "handoff", messages=[Message("text", "这个问题我没有找到可靠的依据，已经转给工作人员。急事请拨打 12345。")],
    ticket=Ticket("JA20261124-0007", "2026-11-30T17:30:00+08:00"),
)  # fmt: skip
DOCUMENT = Reply(
    "document", "doc.road", None, 0.93,
    [
        Message("text", "《城市道路管理条例》现行有效，2019年3月24日第三次修订。"),
        Message("card", "管城市道路怎么建、怎么养、谁能占用和挖掘，以及违反了怎么处罚。",
                "城市道路管理条例", "/chat?page=doc.road"),
    ],
    [Source("doc.road", "城市道路管理条例", "国务院令第198号", None, "1996-06-04", "现行", "https://" + "a" * 90)],
    ["什么时候生效", "占用道路要批准吗"],
)  # fmt: skip
BIGGER = Reply("chat", "chat.bigger-text", messages=[Message("text", "已经换成大字。想换回来，点上面的“大字”。")])
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
REPLIES = {"多久": ANSWER, "占路": CLARIFY, "人工": HANDOFF, "道路管理条例": DOCUMENT, "看不清": BIGGER}


def reply_to(text: str) -> Reply:
    """The first reply whose keyword is in the text; otherwise the words are said back."""
    if text == "hostile":
        hostile = Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:document.title='owned'")
        parts = [Message("text", HOSTILE), Message("card", HOSTILE, HOSTILE, "javascript:document.title='owned'")]
        choices = [Choice(HOSTILE, None, HOSTILE)]
        return Reply("answer", "x", None, 1.0, parts, [hostile], [HOSTILE], choices, ticket=Ticket(HOSTILE, None))
    found = next((reply for word, reply in REPLIES.items() if word in text), None)
    return found or Reply("answer", "echo", None, 0.9, [Message("text", f"您说的是：{text}")])


@dataclass
class FakeConversation:
    """What was asked, and how to misbehave next. `drop` answers are made and then lost on the way."""

    asked: list[dict[str, Any]] = field(default_factory=list)
    turns: dict[str, str] = field(default_factory=dict)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    postings: list[dict[str, Any]] = field(default_factory=list)
    drop: int = 0
    statuses: list[tuple[int, str]] = field(default_factory=list)
    events_broken: bool = False
    events_refused: bool = False
    events_asked: int = 0
    slow: bool = False

    def post(
        self, kind: str, text: str, ticket: str | None = None, reply: Reply | None = None, message_id: str | None = None
    ) -> None:
        """Something arrives later for the citizen."""
        body = reply.to_dict() if reply else None
        posting = {"id": len(self.postings) + 1, "type": kind, "message_id": message_id}
        self.postings.append(posting | {"reply": body, "text": text, "ticket": ticket})

    async def messages(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        if self.statuses:
            status, wait = self.statuses.pop(0)
            error = {"code": "x", "message": "文字太长。", "remedy": "请分成几句来问。"}
            return web.json_response({"error": error}, status=status, headers={"Retry-After": wait})
        self.turns.setdefault(body["client_id"], body["text"])
        answer = {"session": body["session"], "message_id": f"m-{body['client_id']}"}
        if self.drop:
            self.drop -= 1
            assert request.transport is not None
            request.transport.close()
        if self.slow:
            return ApiError("still_thinking", fields=answer).response()
        return web.json_response(answer | reply_to(body["text"]).to_dict())

    async def updates(self, request: web.Request) -> web.StreamResponse:
        after = int(request.query["after"])
        if "text/event-stream" not in request.headers.get("Accept", ""):
            return web.json_response({"updates": [item for item in self.postings if item["id"] > after]})
        self.events_asked += 1
        if self.events_refused:
            return ApiError("too_many_streams", retry_after=30, seconds=30).response()
        if self.events_broken:
            raise web.HTTPBadGateway
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        while True:
            for item in self.postings[after:]:
                await stream.write(f"id: {item['id']}\ndata: {json.dumps(item)}\n\n".encode())
            after = len(self.postings)
            await asyncio.sleep(0.05)

    async def rate(self, request: web.Request) -> web.Response:
        self.feedback.append(await request.json())
        return web.json_response({})

    async def ask(self, utterance: Utterance) -> Reply | None:
        """The plain form."""
        self.turns.setdefault(utterance.message_id, utterance.text)
        if utterance.text == "break":
            raise RuntimeError("secret detail")
        return None if self.slow else reply_to(utterance.text)


def build_app(fake: FakeConversation) -> web.Application:
    """The real page in front of `fake`."""
    app = web.Application()
    add_page_routes(app, TITLES.get, ask=fake.ask, names=NAMES)
    app.router.add_post("/api/v1/messages", fake.messages)
    app.router.add_get("/api/v1/messages/{session}", fake.updates)
    app.router.add_post("/api/v1/feedback", fake.rate)
    return app
