"""The hotline queue, for reading; transactions write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Row

from bot.conversation.tickets import Line, QueuedTicket
from bot.store.database import Database
from bot.store.tables import tickets


class TicketRepository:
    """Implements the port Tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, *, open_only: bool) -> Sequence[QueuedTicket]:
        """By day and sequence."""
        rows = select(tickets).order_by(tickets.c.day, tickets.c.sequence)
        if open_only:
            rows = rows.where(tickets.c.state == "open")
        async with self._database.read() as connection:
            return [ticket_of(row) for row in await connection.execute(rows)]

    async def find(self, number: str) -> QueuedTicket | None:
        """None when there is none."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(tickets).where(tickets.c.number == number))).one_or_none()
        return ticket_of(row) if row else None


def ticket_of(row: Row) -> QueuedTicket:
    """A row of the table as the middle knows it."""
    values = dict(row._mapping)
    return QueuedTicket(**{**values, "transcript": [Line(**line) for line in values["transcript"]]})


def row_of(ticket: QueuedTicket) -> dict[str, Any]:
    """Undo `ticket_of`."""
    return asdict(ticket)
