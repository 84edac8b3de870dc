"""The whole product over HTTP: the real app on the trained model and a real SQLite file, and staff's command line."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Settings, environment
from tests.browser.conftest import browser, open_page

if TYPE_CHECKING:
    from bot.wiring import Service

__all__ = ["browser", "open_page"]  # the phone of tests/browser, on the `server` below
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """A running site as citizens see it (`ask`, `client`), as staff do (`staff`), and its database (`rows`)."""

    client: TestClient
    settings: Settings

    async def ask(self, text: str, session: str, **fields: str) -> dict[str, Any]:
        """Say something; the reply."""
        body = {"text": text, "session": session, **fields}
        async with self.client.post("/api/v1/messages", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def staff(self, *arguments: str) -> str:
        """`python -m bot …` in a process of its own, on the same data; what it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            cwd=ROOT, env=environment(self.settings) | {"PYTHONIOENCODING": "utf-8"},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        printed, problems = await process.communicate()
        assert process.returncode == 0, problems.decode()
        return printed.decode()

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """What the database file holds."""
        with closing(sqlite3.connect(self.settings.data_dir / "bot.db")) as connection:
            return connection.execute(query, values).fetchall()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(service: Service) -> AsyncIterator[TestServer]:
    """One site for all trips: closing it closes the conversation."""
    from bot import wiring

    server = TestServer(wiring.build_web(service))
    await server.start_server(shutdown_timeout=0.1)
    yield server
    await server.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(server: TestServer, service_settings: Settings) -> AsyncIterator[Site]:
    async with TestClient(server) as client:
        yield Site(client, service_settings)


@pytest.fixture
def session(request: pytest.FixtureRequest) -> str:
    """A citizen's session, one for each test."""
    return f"trip-{request.node.name}"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Staff's process sees the site's settings only."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
