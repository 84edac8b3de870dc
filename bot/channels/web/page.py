"""The chat page: `/`, `/chat?page=doc.road`, and its plain form for phones that run no scripts."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from aiohttp import web

from bot.channels.web.errors import RETRY_AFTER_SECONDS, TROUBLE_PAGE, ApiError
from bot.channels.web.limits import Limits
from bot.channels.web.look import LOOK, Look, load_look
from bot.channels.web.plain_form import PlainForm, new_nonce, read_form
from bot.channels.web.shapes import reply_json
from bot.channels.web.trouble_page import TroublePage
from bot.conversation.messages import Reply, Utterance
from bot.conversation.place import where
from bot.conversation.text import is_blank
from bot.conversation.turn import Busy

ENTRY_SCRIPT = "chat.js"
STATUS_OF_PROBLEM = {"busy": 503, "too_long": 413, "too_fast": 429}
# The answer to "看不清": what a script would switch on, the server does for phones without one.
BIGGER_TEXT = "chat.bigger-text"

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
    """Handlers of the page."""

    look: Look
    page_title_of: PageTitleOf
    ask: Ask | None
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
        response = self.look.page(
            request,
            "chat.html",
            status=STATUS_OF_PROBLEM.get(exchange.problem, 200) if exchange else 200,
            big=bool(exchange and exchange.reply and exchange.reply.entry == BIGGER_TEXT),
            page=known,
            page_title=known and self.page_title_of(known),
            session=session,
            nonce=(nonce if exchange and exchange.problem else "") or new_nonce(),
            exchange=exchange,
            form=self.ask is not None,
            modules=self.look.static.modules(ENTRY_SCRIPT),
            entry_script=ENTRY_SCRIPT,
        )
        if exchange and exchange.wait:
            response.headers["Retry-After"] = str(exchange.wait)
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
    look = app[LOOK] = load_look(names or {})
    page = ChatPage(look, page_title_of, ask, max_text_length, limits or Limits(0, ()))
    app[TROUBLE_PAGE] = TroublePage(look).show
    app.router.add_get("/", page.show)
    app.router.add_get("/chat", page.show)
    app.router.add_get("/static/{version}/{name}", look.static.serve)
    if ask is not None:
        app.router.add_post("/chat", page.post)


def _new_session() -> str:
    return secrets.token_urlsafe(18)
