"""The hotline queue, for reading; transactions write it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Row

from bot.cipher import Cipher, WrongKey
from bot.conversation.tickets import Line, QueuedTicket
from bot.store.database import Database
from bot.store.tables import tickets


class TicketRepository:
    """Implements the port Tickets."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    async def list(self, *, open_only: bool) -> Sequence[QueuedTicket]:
        """By day and sequence."""
        rows = select(tickets).order_by(tickets.c.day, tickets.c.sequence)
        if open_only:
            rows = rows.where(tickets.c.state == "open")
        async with self._database.read() as connection:
            return [ticket_of(row, self._cipher) for row in await connection.execute(rows)]

    async def find(self, number: str) -> QueuedTicket | None:
        """None when there is none."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(tickets).where(tickets.c.number == number))).one_or_none()
        return ticket_of(row, self._cipher) if row else None


def ticket_of(row: Row, cipher: Cipher) -> QueuedTicket:
    """A row of the table as the middle knows it."""
    values = dict(row._mapping)
    lines = [Line(**line) for line in values["transcript"]]
    return QueuedTicket(**{**values, "transcript": lines, "private": _opened(values["private"], cipher)})


def row_of(ticket: QueuedTicket, cipher: Cipher) -> dict[str, Any]:
    """Undo `ticket_of`."""
    return {**asdict(ticket), "private": _sealed(ticket.private, cipher)}


def _sealed(private: dict[str, str] | None, cipher: Cipher) -> str | None:
    return cipher.encrypt(json.dumps(private, ensure_ascii=False)) if private else None


def _opened(token: str | None, cipher: Cipher) -> dict[str, str] | None:
    """None when it was written with a key that is not ours: the rest of the row is still of use."""
    if token is None:
        return {}
    try:
        private: dict[str, str] = json.loads(cipher.decrypt(token))
    except WrongKey:
        return None
    return private
