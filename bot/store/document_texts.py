"""Full texts of documents, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from bot.library.texts import DocumentText
from bot.store.database import Database
from bot.store.tables import document_texts


class DocumentTextRepository:
    """Implements the port Texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, id_: str) -> DocumentText | None:
        """One document's text."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(document_texts).where(document_texts.c.entry_id == id_))
            row = rows.mappings().first()
            return _text(row) if row else None

    async def all(self) -> list[DocumentText]:
        """Every text, by id."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(document_texts).order_by(document_texts.c.entry_id))
            return [_text(row) for row in rows.mappings()]

    async def save(self, texts: Sequence[DocumentText], *, at: datetime) -> None:
        """Write each text, in the place of an earlier one of the same id; all or none."""
        async with self._database.write() as connection:
            for text in texts:
                await connection.execute(delete(document_texts).where(document_texts.c.entry_id == text.id))
                await connection.execute(insert(document_texts).values(**_row(text, at)))


def _row(text: DocumentText, at: datetime) -> dict[str, Any]:
    return {"entry_id": text.id, "origin": text.origin, "hash": text.hash, "data": text.to_data(), "updated_at": at}


def _text(row: Any) -> DocumentText:
    return DocumentText.from_data(row["entry_id"], row["origin"], row["hash"], row["data"])
