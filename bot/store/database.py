"""Opens SQLite or PostgreSQL behind one door, chosen by the scheme of the address, at the schema of this version."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store.problems import DatabaseError as DatabaseError
from bot.store.upgrade import upgrade

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
# secure_delete: what is masked or removed is not left lying in unused parts of the file
PRAGMAS = ("busy_timeout=5000", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
WAL_TRIES = 100
ORDER_LOCK = 0x626F74  # any number, the same everywhere
WRITES = "bot_writes"


class Database:
    """An open database. Blocks of `write` commit at their end; on SQLite they run one after another."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._writer = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read with."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: all of the block is written, or none."""
        async with AsyncExitStack() as stack:
            if self._is_sqlite:  # waiting here is fair and free; SQLite's own waiting is neither
                await stack.enter_async_context(self._writer)
            connection = await stack.enter_async_context(self.engine.connect())
            await connection.execution_options(**{WRITES: True})
            await stack.enter_async_context(connection.begin())
            yield connection

    async def keep_order(self, connection: AsyncConnection) -> None:
        """From here to its end this transaction runs alone among those that asked: numbers it takes appear in order.

        Without it PostgreSQL may show posting 6 before 5, and who has seen 6 would never ask for 5.
        """
        if not self._is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ORDER_LOCK})

    async def ping(self) -> bool:
        """Whether it answers."""
        try:
            async with self.read() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def open_database(url: str) -> Database:
    """Open and bring to this version's schema.

    `url` is `sqlite:///path` or `postgresql://user:password@host/name`. Raises DatabaseError when it cannot be
    opened, NewerSchema when a newer program wrote it.
    """
    parsed = _parse(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _engine(parsed)
    database = Database(engine)
    try:
        async with database.write() as connection:
            await database.keep_order(connection)
            await connection.run_sync(upgrade)
    except (SQLAlchemyError, OSError) as problem:
        await database.close()
        reason = getattr(problem, "orig", None) or problem
        raise DatabaseError(f"cannot open the database {parsed!r}: {reason}; check BOT_DATABASE_URL") from problem
    except BaseException:
        await database.close()
        raise
    return database


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        return parsed.set(drivername=DRIVERS[parsed.get_backend_name()])
    except (ArgumentError, KeyError) as problem:
        raise DatabaseError("BOT_DATABASE_URL must start with sqlite:/// or postgresql://") from problem


def _engine(url: URL, **options: Any) -> AsyncEngine:
    # hide_parameters: an error of the database must not carry a citizen's words into a log
    dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    return create_async_engine(url, future=True, hide_parameters=True, json_serializer=dumps, **options)


def _sqlite(url: URL) -> AsyncEngine:
    if not url.database or url.database == ":memory:":
        raise DatabaseError("BOT_DATABASE_URL must name a file, for example sqlite:///data/bot.db")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it holds what citizens say
    except OSError as problem:
        raise DatabaseError(f"cannot write {path}: {problem.strerror}; check BOT_DATA_DIR") from problem
    _use_wal(path)
    engine = _engine(url, poolclass=AsyncAdaptedQueuePool, pool_size=5, pool_reset_on_return=None)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _use_wal(path: Path) -> None:
    """Let readers and a writer work at once; the file keeps the mode.

    The switch wants the file for itself and, whatever the timeout, does not wait for it: two processes that open a
    new file at once must try again.
    """
    tries = 0
    while True:
        try:
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.Error as problem:
            tries += 1
            if not isinstance(problem, sqlite3.OperationalError) or tries == WAL_TRIES:
                raise DatabaseError(f"cannot open the database {path}: {problem}; check BOT_DATABASE_URL") from problem
        time.sleep(0.05)


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, by its own rules
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # a reader that turns writer may find the database locked without any waiting: say at once what it will be
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
