"""The channel on a real SQLite file, and the stand-in for WeChat's servers as a real HTTP peer of it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import build_app, build_runner
from bot.casework.tickets import TicketRules
from bot.channels.wechat.account import Account
from bot.channels.wechat.routes import METRICS, PATH, add_wechat_routes
from bot.channels.wechat.standin.platform import Platform
from bot.channels.wechat.standin.server import build
from bot.cipher import load_cipher
from bot.conversation.conversation import Conversation
from bot.store.database import open_database
from bot.store.deliveries import DeliveryRepository
from bot.store.repositories import conversation_stores
from tests.channels.conftest import PAGES, WebOptions
from tests.conversation.conftest import WORDS
from tests.conversation.fakes import FakeAssistant

ACCOUNT = Account("wx_app", "secret", "token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "service")
OPENID = "oCitizen_1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class World:
    """`platform` is WeChat; `assistant` and `conversation` stand behind our door at `url`."""

    platform: Platform
    conversation: Conversation
    assistant: FakeAssistant
    deliveries: DeliveryRepository
    url: str
    app: web.Application
    stop: Callable[[], Awaitable[None]]

    def shown(self, openid: str = OPENID) -> list[str]:
        return [line["text"] for line in self.platform.phone(openid).lines if line["who"] == "account"]

    async def states(self) -> list[str]:
        from sqlalchemy import select

        from bot.store.tables import deliveries

        async with self.deliveries._database.read() as connection:
            return [row.state for row in await connection.execute(select(deliveries).order_by(deliveries.c.id))]

    async def become(self, *states: str, seconds: float = 6.0) -> None:
        for _ in range(int(seconds / 0.02)):
            if await self.states() == [*states]:
                return
            await asyncio.sleep(0.02)
        assert await self.states() == [*states]

    def metrics(self) -> dict[str, float]:
        return self.app[METRICS].to_dict()


OpenWorld = Callable[..., Awaitable[World]]


async def serve(app: web.Application, port: int) -> web.AppRunner:
    runner = build_runner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner


@pytest.fixture
async def open_world(tmp_path: Path) -> AsyncIterator[OpenWorld]:
    """Seconds are a tenth as long: WeChat cuts after 0.5, we answer within 0.43."""
    closing: list[Callable[[], Awaitable[None]]] = []

    async def open_one(account: Account = ACCOUNT, platform: Platform | None = None, max_turns: int = 100) -> World:
        ours, theirs = free_port(), free_port()
        url = f"http://127.0.0.1:{ours}{PATH}"
        if platform is None:
            account = replace(account, api_url=f"http://127.0.0.1:{theirs}")
            platform = Platform(account, url, cut=0.5)
            closing.append((await serve(build(platform), theirs)).cleanup)
        else:
            account, platform.callback = platform.account, url
        database = await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
        assistant, deliveries = FakeAssistant(), DeliveryRepository(database)
        conversation = Conversation(
            assistant, conversation_stores(database, load_cipher((), tmp_path)), TicketRules("JA"), WORDS,
            poll_seconds=0.05, max_turns=max_turns,
        )  # fmt: skip
        app = build_app(WebOptions(), conversation, assistant, PAGES.get, signed=(PATH,))
        add_wechat_routes(app, account, conversation, deliveries, PAGES.get, 2000, wait=0.43, cut=0.6)
        runner = await serve(app, ours)

        async def stop() -> None:
            await runner.cleanup()
            await database.close()

        world = World(platform, conversation, assistant, deliveries, url, app, stop)
        closing.append(stop)
        return world

    yield open_one
    for close in reversed(closing):
        await close()


@pytest.fixture
async def world(open_world: OpenWorld) -> World:
    return await open_world()
