"""`/wechat`: parse, call the middle, answer. The life of a push is told in docs/wechat.md."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aiohttp import web

from bot.channels.wechat.account import CHANNEL
from bot.channels.wechat.answer_xml import NOTHING, answer_xml
from bot.channels.wechat.cut import TEXT_BYTES
from bot.channels.wechat.envelope import MAX_BODY, Envelope, Opened, Refused, Unreadable
from bot.channels.wechat.intake import Intake, PageTitleOf, take
from bot.channels.wechat.metrics import Metrics
from bot.channels.wechat.push import Push, read
from bot.channels.wechat.quota import opened
from bot.channels.wechat.render import Rendered, Renderer, Text
from bot.conversation.clock import utc_now
from bot.conversation.conversation import Conversation
from bot.conversation.delivery import Arrival, Deliveries, Owed, Replayed
from bot.conversation.messages import Reply, Utterance
from bot.conversation.place import where
from bot.conversation.turn import Busy, Late

log = logging.getLogger(__name__)

# WeChat cuts the connection after 5 seconds and tries again, three times in all. An answer written later than this
# might arrive, or not.
WAIT_SECONDS = 4.3
CUT_SECONDS = 6.0
TRIES = 3
LAST_TRY_AGE = 9.0
PASSIVE_SPAN = timedelta(seconds=16)
PAGE_REMEMBERED = timedelta(hours=2)
EARLIER_BYTES = TEXT_BYTES // 2


@dataclass
class Door:
    """Handlers. `wake` tells the sender that something is due, `written` what a connection took. `wait` and `cut`:
    seconds until the passive answer must be there, and until WeChat hangs up."""

    envelope: Envelope
    conversation: Conversation
    deliveries: Deliveries
    renderer: Renderer
    title_of: PageTitleOf
    max_length: int
    metrics: Metrics
    forget: Callable[[str], Awaitable[None]]
    wake: Callable[[], None]
    written: Callable[[list[int]], None]
    wait: float = WAIT_SECONDS
    cut: float = CUT_SECONDS
    now: Callable[[], datetime] = utc_now

    async def verify(self, request: web.Request) -> web.Response:
        """GET: the URL is ours."""
        try:
            self.envelope.check(request.query)
        except Refused:
            return self._refused()
        return web.Response(text=request.query.get("echostr", "")[:200], content_type="text/plain")

    async def push(self, request: web.Request) -> web.StreamResponse:
        """POST: one try of one message."""
        began = time.monotonic()
        try:
            opened_ = self.envelope.open(request.query, await self._body(request))
            push = read(opened_.fields)
            self.metrics.count("pushes")
            return await _Try(self, request, opened_, push, began).answer()
        except (Refused, Replayed):
            return self._refused()
        except Unreadable as problem:
            self.metrics.count(f"unreadable_{problem}")
            log.warning("wechat.unreadable", extra={"problem": str(problem)})
            return nothing()

    async def _body(self, request: web.Request) -> bytes:
        """One byte more than may be is enough to know."""
        body = bytearray()
        async for chunk in request.content.iter_chunked(16 * 1024):
            body += chunk
            if len(body) > MAX_BODY:
                break
        return bytes(body)

    def _refused(self) -> web.Response:
        self.metrics.count("refused_signature")
        return web.Response(status=403)


@dataclass
class _Try:
    door: Door
    request: web.Request
    opened: Opened
    push: Push
    began: float

    async def answer(self) -> web.StreamResponse:
        door, push = self.door, self.push
        intake = take(push, door.title_of, door.max_length)
        owed = await door.deliveries.arrived(self._arrival(intake), opened(intake.trigger, self._created()))
        if intake.forget:
            await door.forget(push.openid)
            return nothing()
        if intake.page:
            await door.deliveries.remember_page(CHANNEL, push.openid, intake.page, door.now())
        if owed is None:
            said = door.renderer.words[intake.tell].format(title=intake.title) if intake.tell else None
            return await self._write(Text(said)) if said else nothing()
        if owed.tries > 1:
            door.metrics.count("duplicates")
        if owed.state in ("sending", "sent"):
            return nothing()
        assert intake.say is not None
        return await self._turn(owed, intake.say)

    def _arrival(self, intake: Intake) -> Arrival:
        at, push = self.door.now(), self.push
        return Arrival(
            CHANNEL, push.openid, push.key, self.opened.nonce, at, at + PASSIVE_SPAN, at - PAGE_REMEMBERED,
            owed=intake.say is not None,
        )  # fmt: skip

    async def _turn(self, owed: Owed, said: str) -> web.StreamResponse:
        door = self.door
        utterance = Utterance(CHANNEL, self.push.openid, self.push.key, said, owed.page)
        reply = await self._reply(utterance)
        if isinstance(reply, Reply):
            return await self._give(owed, reply)
        if reply is Busy and owed.tries == 1:  # at once: silence would bring the same message twice more
            door.metrics.count("busy")
            return await self._write(Text(door.renderer.words["busy"]))
        if not self._is_last(owed):  # WeChat will ask again: say nothing, and be cut off
            door.metrics.count("silent")
            await asyncio.sleep(max(0.0, door.cut - self._age()))
            return self._hang_up()
        await door.deliveries.move(owed.id, "open", next_at=door.now())
        door.wake()
        return nothing()

    async def _reply(self, utterance: Utterance) -> Reply | type[Exception]:
        """The reply, or why there is none yet. Every try joins the turn that the first one began."""
        try:
            return await self.door.conversation.handle(utterance, timeout=max(0.0, self.door.wait - self._age()))
        except Late:
            return Late
        except Busy:
            return Busy
        except Exception as problem:  # not recorded: the next try begins again
            log.error("wechat.turn_failed", extra={"problem": type(problem).__name__, "at": where(problem)})
            return Late

    async def _give(self, owed: Owed, reply: Reply) -> web.StreamResponse:
        door = self.door
        if self._is_gone() or not await door.deliveries.offer(owed.id, door.now()):
            return nothing()
        waiting = []
        if owed.others_wait:
            waiting = await door.deliveries.take_waiting(CHANNEL, self.push.openid, owed.id, door.now())
        before = door.renderer.earlier(waiting, EARLIER_BYTES) if waiting else ""
        response = await self._write(door.renderer.passive(reply, before))
        door.written([owed.id, *(delivery.id for delivery in waiting)])
        return response

    async def _write(self, rendered: Rendered) -> web.StreamResponse:
        """Down to the socket, so that what is marked as written was."""
        xml = answer_xml(self.push, rendered, self.door.now().timestamp())
        body = self.door.envelope.close(xml, self.opened.nonce) if self.opened.sealed else xml
        response = web.Response(text=body, content_type="application/xml")
        await response.prepare(self.request)
        await response.write_eof()
        self.door.metrics.count("passive")
        self.door.metrics.took(self._age())
        return response

    def _created(self) -> datetime:
        return datetime.fromtimestamp(self.push.created, timezone.utc)

    def _is_last(self, owed: Owed) -> bool:
        age = self.door.now().timestamp() - self.push.created
        return owed.tries >= TRIES or age >= LAST_TRY_AGE

    def _is_gone(self) -> bool:
        return self.request.transport is None or self.request.transport.is_closing()

    def _hang_up(self) -> web.Response:
        if self.request.transport is not None:
            self.request.transport.close()
        return web.Response(status=503)

    def _age(self) -> float:
        return time.monotonic() - self.began


def nothing() -> web.Response:
    """Nothing now, and no more tries."""
    return web.Response(text=NOTHING, content_type="text/plain")
