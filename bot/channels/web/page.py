"""The chat page: `/`, `/chat?page=doc.road`, and its plain form for phones that run no scripts."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, Template

from bot.channels.web.errors import RETRY_AFTER_SECONDS, TROUBLE_PAGE, ApiError
from bot.channels.web.limits import Limits
from bot.channels.web.plain_form import PlainForm, read_form
from bot.channels.web.shapes import reply_json
from bot.channels.web.static_files import A_YEAR, StaticFiles, load_static_files
from bot.channels.web.trouble_page import TroublePage
from bot.conversation.messages import Reply, Utterance
from bot.conversation.place import where
from bot.conversation.text import is_blank
from bot.conversation.turn import Busy

HERE = Path(__file__).parent
ENTRY_SCRIPT = "chat.js"
BIG_TEXT_COOKIE = "big"
STATUS_OF_PROBLEM = {"busy": 503, "too_long": 413, "too_fast": 429}
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

    `problem` is "" or a key that `chat.html` has words for: empty, too_long, too_fast, busy, later. `wait`: the seconds
    until another try makes sense.
    """

    text: str
    message_id: str
    reply: Reply | None = None
    problem: str = ""
    wait: int | None = None

    def to_dict(self) -> dict[str, object]:
        """What the script, where it runs after all, adds to the conversation it keeps."""
        reply = reply_json(self.reply) if self.reply else {}
        return {"text": self.text, "message_id": self.message_id, "reply": reply}


@dataclass(frozen=True)
class ChatPage:
    """Handlers of the page. `names` holds the bureau's `name`, `short` and `hotline`, as in bureau.yml."""

    template: Template
    static: StaticFiles
    page_title_of: PageTitleOf
    ask: Ask | None
    names: Mapping[str, str]
    max_text_length: int
    limits: Limits

    async def show(self, request: web.Request) -> web.Response:
        """GET / and GET /chat: the empty page; the script fills in the conversation this device keeps."""
        return self._render(request, request.query.get("page", ""), _new_session())

    async def post(self, request: web.Request) -> web.Response:
        """POST /chat, the form without a script: the page again, with the reply in it."""
        form = await read_form(request)
        session = form.session or _new_session()
        exchange = await self._exchange(request, form, session)
        return self._render(request, form.page, session, exchange, form.nonce)

    async def _exchange(self, request: web.Request, form: PlainForm, session: str) -> Exchange:
        made = Exchange(form.text, form.message_id)
        if is_blank(form.text):
            return replace(made, problem="empty")
        if len(form.text) > self.max_text_length:
            return replace(made, problem="too_long")
        try:
            self.limits.check(request, form.session)
        except ApiError as refusal:
            return replace(made, problem="too_fast", wait=refusal.retry_after)
        return await self._answer(made, Utterance("web", session, made.message_id, form.text, self._known(form.page)))

    async def _answer(self, made: Exchange, utterance: Utterance) -> Exchange:
        assert self.ask is not None
        try:
            reply = await self.ask(utterance)
        except Busy:
            return replace(made, problem="busy", wait=RETRY_AFTER_SECONDS)
        except Exception as problem:  # a citizen gets a sentence, whatever broke
            log.error("page.ask_failed", extra={"problem": type(problem).__name__, "at": where(problem)})
            return replace(made, problem="busy", wait=RETRY_AFTER_SECONDS)
        return replace(made, reply=reply, problem="" if reply else "later")

    def _known(self, page: str) -> str | None:
        return page if page and self.page_title_of(page) else None

    def _render(
        self,
        request: web.Request,
        page: str,
        session: str,
        exchange: Exchange | None = None,
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
        status = STATUS_OF_PROBLEM.get(exchange.problem, 200) if exchange else 200
        response = web.Response(text=html, content_type="text/html", headers=HEADERS, status=status)
        if exchange and exchange.wait:
            response.headers["Retry-After"] = str(exchange.wait)
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
    limits: Limits | None = None,
) -> None:
    """Serve the page. `page_title_of(id)` is the title of a published page, or None for an unknown id.

    `ask` answers the plain form (None when the reply comes later; any exception reads as "try again");
    without it phones that run no scripts are shown the hotline. `limits` are those of the API: one count for
    both doors. Errors outside the API become pages too.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    static = load_static_files(HERE / "static")
    names, chat, trouble = names or {}, environment.get_template("chat.html"), environment.get_template("trouble.html")
    page = ChatPage(chat, static, page_title_of, ask, names, max_text_length, limits or Limits(0, ()))
    app[TROUBLE_PAGE] = TroublePage(trouble, static, names, HEADERS, _wants_big).show
    app.router.add_get("/", page.show)
    app.router.add_get("/chat", page.show)
    app.router.add_get("/static/{version}/{name}", static.serve)
    if ask is not None:
        app.router.add_post("/chat", page.post)


def _new_session() -> str:
    return secrets.token_urlsafe(18)


def _wants_big(request: web.Request) -> bool:
    return request.query.get("big", request.cookies.get(BIG_TEXT_COOKIE)) == "1"
