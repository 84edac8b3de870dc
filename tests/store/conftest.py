"""Tests that take `stores` or `database` run on a real SQLite file and on a real PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.cipher import Cipher, new_key
from bot.conversation.ports import Stores
from bot.store.database import Database, open_database
from bot.store.repositories import conversation_stores
from bot.store.tables import metadata

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://root@127.0.0.1:5432")


def on_server(statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(f"{SERVER}/postgres", timeout=3)
        await connection.execute(statement)
        await connection.close()

    asyncio.run(run())


def make_postgres() -> str:
    name = f"bot_{uuid.uuid4().hex}"
    try:
        on_server(f"CREATE DATABASE {name}")
    except (OSError, asyncpg.PostgresError, asyncio.TimeoutError) as problem:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no PostgreSQL at {SERVER}: {problem}")
    return f"{SERVER}/{name}"


def drop_postgres(url: str) -> None:
    on_server(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


def migrated(url: str) -> str:
    async def run() -> None:
        await (await open_database(url)).close()

    asyncio.run(run())
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bot.db'}"
        return
    url = make_postgres()
    yield url
    drop_postgres(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "bot.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    url = make_postgres()
    yield migrated(url)
    drop_postgres(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with tables and nothing in them."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "bot.db")
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    yield database
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
    await database.close()


@pytest.fixture
def cipher() -> Cipher:
    return Cipher([new_key()])


@pytest.fixture
def stores(database: Database, cipher: Cipher) -> Stores:
    return conversation_stores(database, cipher)
