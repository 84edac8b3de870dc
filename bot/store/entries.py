"""The library's entries and their revisions, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.library.ports import Change, Revision, StaleEntry, StoredEntry
from bot.store.database import Database
from bot.store.tables import entries, entry_revisions

_CURRENT = entries.outerjoin(
    entry_revisions,
    and_(entry_revisions.c.entry_id == entries.c.id, entry_revisions.c.revision == entries.c.revision),
)
_STORED = (*entries.c, entry_revisions.c.text)


class EntryRepository:
    """Implements the port Entries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[StoredEntry]:
        """Every entry, by id."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_STORED).select_from(_CURRENT).order_by(entries.c.id))
            return [StoredEntry(**row) for row in rows.mappings()]

    async def get(self, id_: str) -> StoredEntry | None:
        """One entry."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_STORED).select_from(_CURRENT).where(entries.c.id == id_))
            row = rows.mappings().first()
            return StoredEntry(**row) if row else None

    async def save(self, changes: Sequence[Change], *, author: str, at: datetime) -> None:
        """Write every change as a new revision, all or none; raises StaleEntry when a base is not the latest."""
        async with self._database.write() as connection:
            for change in changes:
                await _save(connection, change, at)
                await connection.execute(insert(entry_revisions).values(**_revision(change, author, at)))

    async def revisions(self, id_: str) -> list[Revision]:
        """The history, oldest first."""
        query = select(entry_revisions).where(entry_revisions.c.entry_id == id_).order_by(entry_revisions.c.revision)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings()
            return [Revision(id_, row["revision"], row["data"], row["author"], row["at"], row["text"]) for row in rows]


async def _save(connection: AsyncConnection, change: Change, at: datetime) -> None:
    """Insert or update the entry itself, provided nobody else went beyond the revision it was made from."""
    values = _entry(change, at)
    if change.base == 0:
        try:
            await connection.execute(insert(entries).values(id=change.id, **values))
        except IntegrityError:
            raise StaleEntry(change.id) from None
        return
    same = and_(entries.c.id == change.id, entries.c.revision == change.base)
    result = await connection.execute(update(entries).where(same).values(**values))
    if result.rowcount != 1:
        raise StaleEntry(change.id)


def _entry(change: Change, at: datetime) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "status": change.status,
        "data": change.data,
        "hash": change.hash,
        "imported_hash": change.imported_hash,
        "revision": change.base + 1,
        "updated_at": at,
    }


def _revision(change: Change, author: str, at: datetime) -> dict[str, Any]:
    return {
        "entry_id": change.id,
        "revision": change.base + 1,
        "data": change.data,
        "text": change.text,
        "author": author,
        "at": at,
    }
