from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bot.store.database import open_database
from bot.store.entries import EntryRepository
from tests.library.sample_folder import SAMPLE, Editor

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://root@127.0.0.1:5432")


@pytest.fixture
def knowledge(tmp_path: Path) -> Editor:
    shutil.copytree(SAMPLE, tmp_path / "knowledge")
    return Editor(tmp_path / "knowledge")


@pytest.fixture(params=["sqlite", "postgresql"])
async def entries(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EntryRepository]:
    """The same promises on a real SQLite file and on a real PostgreSQL."""
    if request.param == "sqlite":
        async for repository in _opened(f"sqlite:///{tmp_path / 'bot.db'}"):
            yield repository
        return
    try:
        server = await asyncpg.connect(f"{SERVER}/postgres", timeout=3)
    except (OSError, asyncpg.PostgresError, asyncio.TimeoutError) as problem:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no PostgreSQL at {SERVER}: {problem}")
    name = f"bot_{uuid.uuid4().hex}"
    await server.execute(f"CREATE DATABASE {name}")
    async for repository in _opened(f"{SERVER}/{name}"):
        yield repository
    await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await server.close()


async def _opened(url: str) -> AsyncIterator[EntryRepository]:
    database = await open_database(url)
    yield EntryRepository(database)
    await database.close()
