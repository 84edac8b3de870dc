"""Adds the channel to the application."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from bot.channels.wechat.account import CHANNEL, Account
from bot.channels.wechat.client import Client
from bot.channels.wechat.door import CUT_SECONDS, WAIT_SECONDS, Door
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.intake import PageTitleOf
from bot.channels.wechat.metrics import Metrics
from bot.channels.wechat.render import Renderer
from bot.channels.wechat.sender import Sender
from bot.channels.wechat.words import load_words
from bot.conversation.clock import utc_now
from bot.conversation.conversation import Conversation
from bot.conversation.delivery import Deliveries

PATH = "/wechat"
METRICS = web.AppKey("wechat_metrics", Metrics)


def add_wechat_routes(
    app: web.Application,
    account: Account,
    conversation: Conversation,
    deliveries: Deliveries,
    title_of: PageTitleOf,
    max_length: int,
    *,
    base: str = "",
    wait: float = WAIT_SECONDS,
    cut: float = CUT_SECONDS,
) -> None:
    """The callback, and the sender for as long as the application runs; `base` is the renderer's, `wait` and `cut` are
    the door's."""
    renderer, metrics, client = Renderer(load_words(), account.may.links, base), Metrics(), Client(account)
    sender = Sender(account, client, deliveries, renderer, metrics)

    async def forget(openid: str) -> None:
        await deliveries.forget(CHANNEL, openid, utc_now())

    door = Door(
        Envelope(account),
        conversation,
        deliveries,
        renderer,
        title_of,
        max_length,
        metrics,
        forget,
        sender.wake,
        sender.written,
        wait,
        cut,
    )

    async def run(app: web.Application) -> AsyncIterator[None]:
        sender.up_since = utc_now()
        async with client, sender.running():
            yield

    app[METRICS] = metrics
    app.cleanup_ctx.append(run)
    app.router.add_get(PATH, door.verify, allow_head=False)
    app.router.add_post(PATH, door.push)
