"""Builds the aiohttp application from parts that `wiring` chose."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Mapping

from aiohttp import web, web_response
from aiohttp.typedefs import Handler, Middleware

from bot.channels.web.api import Api, Pages, WebSettings, add_api_routes
from bot.channels.web.errors import API, one_shape
from bot.channels.web.events import HEARTBEAT_SECONDS, Streams
from bot.channels.web.hardening import AccessLog, WithoutTrace, harden
from bot.channels.web.health import Check, Health
from bot.channels.web.limits import LIMITS, Limits
from bot.conversation.conversation import Conversation
from bot.conversation.ports import Assistant

CONVERSATION = web.AppKey("conversation", Conversation)
ASSISTANT: web.AppKey[Assistant] = web.AppKey("assistant")
SMALLEST_BODY_LIMIT = 128 * 1024
BYTES_PER_CHARACTER = 12  # an emoji in JSON: \\ud83d\\ude00
SHUTDOWN_SECONDS = 5.0
LOOK_SECONDS = 0.1


def build_app(
    settings: WebSettings,
    conversation: Conversation,
    assistant: Assistant,
    pages: Pages | None = None,
    *,
    checks: Mapping[str, Check] | None = None,
    heartbeat: float = HEARTBEAT_SECONDS,
    signed: Collection[str] = (),
) -> web.Application:
    """The API and the health pages; the chat page is added by `add_page_routes`.

    `checks` add to, or replace, the parts that /health/ready asks: model, index, assistant, store. Paths in `signed`
    prove by a signature who calls, one address for all citizens: they are not limited. While the application runs,
    what an earlier process left unanswered is answered; at its end, running turns are finished.
    """
    limits = Limits(settings.rate_limit_per_minute, settings.trusted_proxies)
    app = web.Application(
        middlewares=[one_shape, _limit_addresses(limits, signed)],
        client_max_size=max(SMALLEST_BODY_LIMIT, settings.max_text_length * BYTES_PER_CHARACTER + 4096),
    )
    app[CONVERSATION], app[ASSISTANT], app[LIMITS] = conversation, assistant, limits
    app.cleanup_ctx.append(_run_conversation)
    app.on_response_prepare.append(harden)
    streams = Streams(conversation, settings.max_streams_per_session, settings.max_streams_per_address, heartbeat)
    add_api_routes(app, Api(settings, conversation, assistant, streams, limits, pages))
    parts: dict[str, Check] = {
        "model": assistant.is_ready,
        "index": assistant.is_ready,
        "assistant": assistant.is_awake,
        "store": conversation.is_ready,
    }
    health = Health({**parts, **(checks or {})})
    app.router.add_get("/health/live", health.live)
    app.router.add_get("/health/ready", health.ready)
    return app


def build_runner(app: web.Application) -> web.AppRunner:
    """What serves it: logs without a citizen's words, answers without versions. Then `web.TCPSite(runner, …)`."""
    web_response.SERVER_SOFTWARE = "web"  # type: ignore[attr-defined] # for answers to what is no HTTP, which no hook sees
    logger = logging.getLogger("bot.http")
    logger.addFilter(WithoutTrace())
    return web.AppRunner(
        app,
        access_log_class=AccessLog,
        access_log=logging.getLogger("bot.access"),
        logger=logger,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )


async def _run_conversation(app: web.Application) -> AsyncIterator[None]:
    conversation, assistant = app[CONVERSATION], app[ASSISTANT]
    late = None
    if assistant.is_ready():
        await conversation.queue_unanswered()  # before the first request: they stay first in line
    else:
        late = asyncio.create_task(_queue_when_ready(conversation, assistant))
    yield
    if late:
        late.cancel()
        await asyncio.gather(late, return_exceptions=True)
    await conversation.close()


async def _queue_when_ready(conversation: Conversation, assistant: Assistant) -> None:
    while not assistant.is_ready():  # noqa: ASYNC110 - the port has no event, and start-up is short
        await asyncio.sleep(LOOK_SECONDS)
    await conversation.queue_unanswered()


def _limit_addresses(limits: Limits, signed: Collection[str]) -> Middleware:
    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(API) or (request.method == "POST" and request.path not in signed):
            limits.check_address(request)
        return await handler(request)

    return middleware
