"""The real application over HTTP, on a real SQLite file; only the assistant is the fake of tests/conversation."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.casework.tickets import TicketRules
from bot.channels.web.limits import LIMITS
from bot.channels.web.page import add_page_routes
from bot.cipher import load_cipher
from bot.conversation.conversation import Conversation
from bot.store.database import open_database
from bot.store.repositories import conversation_stores
from tests.conversation.conftest import WORDS
from tests.conversation.fakes import FakeAssistant

PAGES = {"doc.road": "城市道路管理条例"}
NAMES = {"name": "福州市晋安区城市管理局", "short": "晋安区城管局", "hotline": "0591-12345"}


@dataclass(frozen=True)
class WebOptions:
    rate_limit_per_minute: int = 0
    max_streams_per_session: int = 0
    max_streams_per_address: int = 0
    max_text_length: int = 2000
    explain: bool = False
    trusted_proxies: tuple[str, ...] = ()


@dataclass
class Door:
    """One running application. `say` posts a message; `conversation` is what stands behind it."""

    client: TestClient
    conversation: Conversation
    assistant: FakeAssistant

    async def say(self, text: Any = "你好", *, query: str = "", headers: dict[str, str] | None = None, **fields: Any):
        body = {"text": text, **fields}
        return await self.client.post(f"/api/v1/messages{query}", json=body, headers=headers or {})

    async def updates(self, session: str = "s1", after: object = 0) -> ClientResponse:
        return await self.client.get(f"/api/v1/messages/{session}", params={"after": str(after)})

    async def stream(self, session: str = "s1", **headers: str) -> ClientResponse:
        """Open until the response is closed."""
        headers = {"Accept": "text/event-stream", **headers}
        return await self.client.get(f"/api/v1/messages/{session}", headers=headers)

    async def submit(self, text: str, session: str = "", **headers: str) -> ClientResponse:
        """The form of the page without a script, each time from a page of its own."""
        fields = {"text": text, "session": session, "nonce": uuid.uuid4().hex}
        return await self.client.post("/chat", data=fields, headers=headers)


OpenDoor = Callable[..., Awaitable[Door]]


@pytest.fixture
async def open_door(tmp_path: Path) -> AsyncIterator[OpenDoor]:
    clients, databases = [], []

    async def open_one(
        *, turn_timeout: float = 0.3, heartbeat: float = 0.1, max_turns: int = 100, checks=None, **options: Any
    ) -> Door:
        database = await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
        assistant = FakeAssistant()
        conversation = Conversation(
            assistant, conversation_stores(database, load_cipher((), tmp_path)), TicketRules("JA"), WORDS,
            turn_timeout=turn_timeout, poll_seconds=0.05, max_turns=max_turns,
        )  # fmt: skip
        settings = replace(WebOptions(), **options)
        app = build_app(settings, conversation, assistant, PAGES.get, checks=checks, heartbeat=heartbeat)
        add_page_routes(app, PAGES.get, ask=conversation.ask, names=NAMES, limits=app[LIMITS])
        client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        databases.append(database)
        return Door(client, conversation, assistant)

    yield open_one
    for client in clients:
        await client.close()
    for database in databases:
        await database.close()


@pytest.fixture
async def door(open_door: OpenDoor) -> Door:
    return await open_door()


async def error_of(response: ClientResponse, status: int, code: str) -> dict[str, Any]:
    """The body of a refusal, after a look at its shape."""
    body = await response.json()
    assert (response.status, body["error"]["code"]) == (status, code)
    assert set(body["error"]) == {"code", "message", "remedy"}
    assert all(body["error"].values()) and "{" not in str(body["error"]["message"]) + str(body["error"]["remedy"])
    return body
