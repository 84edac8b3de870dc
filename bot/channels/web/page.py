"""The chat page: `/`, `/chat?page=doc.road`, and its plain form for phones that run no scripts."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from jinja2 import Environment, FileSystemLoader, Template

from bot.channels.web.static_files import A_YEAR, StaticFiles, load_static_files
from bot.conversation.messages import Reply, Utterance
from bot.conversation.place import where

HERE = Path(__file__).parent
ENTRY_SCRIPT = "chat.js"
BIG_TEXT_COOKIE = "big"
INTERNAL = {"open_ticket", "explain"}
SESSION_SHAPE = re.compile(r"[\w-]{8,64}", re.ASCII)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}

PageTitleOf = Callable[[str], str | None]
Ask = Callable[[Utterance], Awaitable[Reply | None]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Exchange:
    """One question asked through the plain form, and what came of it.

    `problem` is "" or a key that `chat.html` has words for: empty, too_long, busy, later.
    """

    text: str
    message_id: str
    reply: Reply | None = None
    problem: str = ""

    def to_dict(self) -> dict[str, object]:
        """What the script, where it runs after all, adds to the conversation it keeps."""
        reply = self.reply.to_dict() if self.reply else {}
        public = {name: value for name, value in reply.items() if name not in INTERNAL}
        return {"text": self.text, "message_id": self.message_id, "reply": public}


@dataclass(frozen=True)
class ChatPage:
    """Handlers of the page. `names` holds the bureau's `name`, `short` and `hotline`, as in bureau.yml."""

    template: Template
    static: StaticFiles
    page_title_of: PageTitleOf
    ask: Ask | None
    names: Mapping[str, str]
    max_text_length: int

    async def show(self, request: web.Request) -> web.Response:
        """GET / and GET /chat: the empty page; the script fills in the conversation this device keeps."""
        return self._render(request, request.query.get("page", ""), _new_session())

    async def post(self, request: web.Request) -> web.Response:
        """POST /chat, the form without a script: the page again, with the reply in it."""
        form = await _read_form(request)
        if _is_foreign(request):
            form = {
                **form,
                "session": _new_session(),
            }  # whose conversation this device keeps is not theirs to choose
        exchange = await self._exchange(form)
        status = {"busy": 503, "too_long": 413}.get(exchange.problem, 200)
        return self._render(request, form.get("page", ""), _session(form), exchange, status, form.get("nonce", ""))

    async def _exchange(self, form: Mapping[str, str]) -> Exchange:
        text = (form.get("chip") or form.get("text", "")).strip()
        message_id = _message_id(form.get("nonce", ""), text)
        if not text:
            return Exchange(text, message_id, problem="empty")
        if len(text) > self.max_text_length:
            return Exchange(text, message_id, problem="too_long")
        page = self._known(form.get("page", ""))
        return await self._answer(Utterance("web", _session(form), message_id, text, page))

    async def _answer(self, utterance: Utterance) -> Exchange:
        assert self.ask is not None
        try:
            reply = await self.ask(utterance)
        except Exception as problem:  # a citizen gets a sentence, whatever broke
            log.error("page.ask_failed", extra={"problem": type(problem).__name__, "at": where(problem)})
            return Exchange(utterance.text, utterance.message_id, problem="busy")
        return Exchange(utterance.text, utterance.message_id, reply, "" if reply else "later")

    def _known(self, page: str) -> str | None:
        return page if page and self.page_title_of(page) else None

    def _render(
        self,
        request: web.Request,
        page: str,
        session: str,
        exchange: Exchange | None = None,
        status: int = 200,
        nonce: str = "",
    ) -> web.Response:
        known = self._known(page)
        html = self.template.render(
            names=self.names,
            page=known,
            page_title=known and self.page_title_of(known),
            session=session,
            nonce=(nonce if exchange and exchange.problem else "") or secrets.token_urlsafe(12),
            exchange=exchange,
            form=self.ask is not None,
            big=_wants_big(request),
            static=self.static.address,
            modules=self.static.scripts,
            entry_script=ENTRY_SCRIPT,
        )
        response = web.Response(text=html, content_type="text/html", headers=HEADERS, status=status)
        if "big" in request.query:
            response.set_cookie(BIG_TEXT_COOKIE, str(int(_wants_big(request))), max_age=A_YEAR, samesite="Lax")
        response.enable_compression()
        return response


def add_page_routes(
    app: web.Application,
    page_title_of: PageTitleOf,
    *,
    ask: Ask | None = None,
    names: Mapping[str, str] | None = None,
    max_text_length: int = 2000,
) -> None:
    """Serve the page. `page_title_of(id)` is the title of a published page, or None for an unknown id.

    `ask` answers the plain form (None when the reply comes later; any exception reads as "try again");
    without it phones that run no scripts are shown the hotline.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    static = load_static_files(HERE / "static")
    page = ChatPage(environment.get_template("chat.html"), static, page_title_of, ask, names or {}, max_text_length)
    app.router.add_get("/", page.show)
    app.router.add_get("/chat", page.show)
    app.router.add_get("/static/{version}/{name}", static.serve)
    if ask is not None:
        app.router.add_post("/chat", page.post)


async def _read_form(request: web.Request) -> dict[str, str]:
    """Its text fields; none of them when the body is not a form that can be read."""
    try:
        fields = await request.post()
    except (
        ValueError,
        LookupError,
        AssertionError,
        HttpProcessingError,
    ):  # not UTF-8, an unknown charset, broken multipart
        return {}
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _is_foreign(request: web.Request) -> bool:
    """Whether another site's page sent the form (Fetch Metadata; browsers that do not say are believed)."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def _new_session() -> str:
    return secrets.token_urlsafe(18)


def _session(form: Mapping[str, str]) -> str:
    session = form.get("session", "")
    return session if SESSION_SHAPE.fullmatch(session) else _new_session()


def _message_id(nonce: str, text: str) -> str:
    """The same page sent twice is one message; after the browser's "back", another text is another."""
    return hashlib.sha256(f"{nonce or secrets.token_hex(8)}\n{text}".encode()).hexdigest()[:32]


def _wants_big(request: web.Request) -> bool:
    return request.query.get("big", request.cookies.get(BIG_TEXT_COOKIE)) == "1"
