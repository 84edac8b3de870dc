"""Opening, upgrading and refusing databases."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.cipher import Cipher, new_key
from bot.conversation.messages import Reply
from bot.store.database import Database, open_database
from bot.store.problems import DatabaseError, NewerSchema
from bot.store.repositories import conversation_stores
from bot.store.tables import metadata
from bot.store.upgrade import VERSION_TABLE
from tests.store.samples import NOW, said


async def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    def ours(thing, name, kind, *_):
        return kind != "table" or name != "sqlite_sequence"

    def difference(connection):
        options = {"compare_type": True, "version_table": VERSION_TABLE, "include_object": ours}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.read() as connection:
        assert await connection.run_sync(difference) == []


async def test_opening_again_keeps_what_is_there(empty_url: str) -> None:
    for _ in range(2):
        database = await open_database(empty_url)
        async with database.write() as connection:
            await connection.execute(
                text("INSERT INTO entries (id, kind, status, data, hash, revision, updated_at)"
                     " SELECT 'a.b', 'faq', 'draft', '{}', 'x', 1, CURRENT_TIMESTAMP"
                     " WHERE NOT EXISTS (SELECT 1 FROM entries)")
            )  # fmt: skip
        await database.close()


async def test_a_database_of_the_first_version_keeps_its_tickets(empty_url: str, monkeypatch) -> None:
    monkeypatch.setattr("alembic.command.upgrade", lambda config, _, run=command.upgrade: run(config, "0001"))
    database = await open_database(empty_url)
    async with database.write() as connection:
        await connection.execute(
            text("INSERT INTO tickets (number, day, sequence, kind, reason, channel, session, message_id, opened_at,"
                 " transcript, state) VALUES ('JA1', '2026-11-24', 1, 'question', 'no_source', 'web', 's1', 'm1',"
                 " CURRENT_TIMESTAMP, '[]', 'open')")
        )  # fmt: skip
    await database.close()
    monkeypatch.undo()
    database = await open_database(empty_url)
    (ticket,) = await conversation_stores(database, Cipher([new_key()])).tickets.list(open_only=True)
    await database.close()
    assert (ticket.number, ticket.fields, ticket.private) == ("JA1", {}, {})


async def test_what_was_masked_is_not_left_in_the_file(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    stores = conversation_stores(database, Cipher([new_key()]))
    accepted = await stores.inbox.accept(said("我住福马路，电话13812345678"))
    assert b"13812345678" in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    async with stores.ledger.transaction() as transaction:
        await transaction.save_reply(accepted.id, "我住福马路，电话138****5678", Reply("chat"), NOW)
    await database.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"138****5678" in kept and b"13812345678" not in kept


async def test_several_processes_may_open_a_new_database_at_once(empty_url: str) -> None:
    databases = await asyncio.gather(*(open_database(empty_url) for _ in range(8)))
    for database in databases:
        assert await database.ping()
        await database.close()


async def test_a_newer_schema_stops_the_start_with_a_sentence(empty_url: str) -> None:
    database = await open_database(empty_url)
    async with database.write() as connection:
        await connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    await database.close()
    with pytest.raises(NewerSchema, match=r"schema 9999.*install the newer version again"):
        await open_database(empty_url)


async def test_a_revision_needs_its_entry(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(
                text("INSERT INTO entry_revisions VALUES ('no.such', 1, '{}', 'x', CURRENT_TIMESTAMP, NULL)")
            )


async def test_an_error_of_the_database_quotes_no_parameters(database: Database) -> None:
    with pytest.raises(IntegrityError, match="parameters hidden"):
        async with database.write() as connection:
            await connection.execute(metadata.tables["messages"].insert().values(text="身份证号", session="s"))


async def test_sqlite_waits_for_another_writer_and_syncs_as_agreed(tmp_path: Path) -> None:
    database = await open_database(f"sqlite:///{tmp_path / 'new folder' / 'bot.db'}")
    async with database.read() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        values = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in names]
    await database.close()
    assert values == ["wal", 1, 1, 5000, 1]
    assert stat.S_IMODE((tmp_path / "new folder" / "bot.db").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("mysql://a/b", "must start with sqlite:/// or postgresql://"),
        ("nonsense", "must start with"),
        ("sqlite://", "must name a file"),
        ("sqlite:////proc/nowhere/bot.db", "check BOT_DATA_DIR"),
        ("postgresql://me:secret@127.0.0.1:1/x", "check BOT_DATABASE_URL"),
    ],
)
async def test_an_address_that_cannot_be_opened_is_named_with_the_remedy(url: str, hint: str) -> None:
    with pytest.raises(DatabaseError, match=hint) as caught:
        await open_database(url)
    assert "secret" not in str(caught.value)


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database, but long enough to be read as one" * 100)
    with pytest.raises(DatabaseError, match="not a database"):
        await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
