"""The public message API (shared/contract.md): parse, call the middle, answer."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web

from bot.channels.web import body
from bot.channels.web.errors import ApiError, dumps
from bot.channels.web.events import Streams
from bot.channels.web.limits import Limits
from bot.channels.web.shapes import posting_json, reply_json
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Utterance
from bot.conversation.ports import Assistant
from bot.conversation.turn import Busy, Late

CHANNEL = "web"
EVENT_STREAM = "text/event-stream"
MAX_AFTER = 2**31 - 1
Pages = Callable[[str], object]


class WebSettings(Protocol):
    """What the door needs of the settings."""

    @property
    def rate_limit_per_minute(self) -> int: ...

    @property
    def max_streams_per_session(self) -> int: ...

    @property
    def max_streams_per_address(self) -> int: ...

    @property
    def max_text_length(self) -> int: ...

    @property
    def explain(self) -> bool: ...

    @property
    def trusted_proxies(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Api:
    """Handlers. `pages(id)` is falsy for a page that does not exist; None knows no pages and believes all."""

    settings: WebSettings
    conversation: Conversation
    assistant: Assistant
    streams: Streams
    limits: Limits
    pages: Pages | None

    async def say(self, request: web.Request) -> web.Response:
        """POST /api/v1/messages."""
        data = await body.read_object(request, self.settings.max_text_length)
        question = body.question(data, self.settings.max_text_length)
        self.limits.check(request, question.session)
        if not self.assistant.is_ready():
            raise ApiError("not_ready")
        explain = self.settings.explain and request.query.get("explain") == "1"
        return _json(await self._answer(question, explain))

    async def updates(self, request: web.Request) -> web.StreamResponse:
        """GET /api/v1/messages/{session}?after=N, as JSON or as events."""
        session = body.session_of(request.match_info["session"])
        assert session is not None
        if EVENT_STREAM in request.headers.get("Accept", ""):
            last = request.headers.get("Last-Event-ID") or request.query.get("after", "0")
            return await self.streams.serve(request, session, self.limits.address_of(request), _after(last))
        postings = await self.conversation.updates(session, _after(request.query.get("after", "0")))
        return _json({"session": session, "updates": [posting_json(posting) for posting in postings]})

    async def rate(self, request: web.Request) -> web.Response:
        """POST /api/v1/feedback."""
        feedback = body.feedback(await body.read_object(request, self.settings.max_text_length))
        self.limits.check(request, feedback.session)
        if not await self.conversation.rate(feedback.session, feedback.message_id, feedback.useful):
            raise ApiError("unknown_message")
        return _json({"session": feedback.session, "message_id": feedback.message_id, "useful": feedback.useful})

    async def _answer(self, question: body.Question, explain: bool) -> dict[str, Any]:
        session = question.session or secrets.token_urlsafe(18)
        ids = {"session": session, "message_id": message_id(session, question.client_id)}
        page = question.page if self.pages is None or (question.page and self.pages(question.page)) else None
        utterance = Utterance(CHANNEL, session, ids["message_id"], question.text, page)
        try:
            return ids | reply_json(await self.conversation.handle(utterance, explain), explain=explain)
        except Late:
            raise ApiError("still_thinking", fields=ids) from None
        except Busy:
            raise ApiError("busy") from None


def message_id(session: str, client_id: str | None) -> str:
    """The same for the same client_id of the same session; it tells neither."""
    if client_id is None:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{session}\0{client_id}".encode()).hexdigest()[:32]


def add_api_routes(app: web.Application, api: Api) -> None:
    """Under /api/v1."""
    app.router.add_post("/api/v1/messages", api.say)
    app.router.add_get("/api/v1/messages/{session}", api.updates, allow_head=False)
    app.router.add_post("/api/v1/feedback", api.rate)
    app.on_shutdown.append(api.streams.close)


def _after(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or len(value) > len(str(MAX_AFTER)) or int(value) > MAX_AFTER:
        raise ApiError("bad_after")
    return int(value)


def _json(data: dict[str, Any]) -> web.Response:
    return web.json_response(data, dumps=dumps)
