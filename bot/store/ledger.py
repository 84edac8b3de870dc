"""Writes several things at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import Select

from bot.cipher import Cipher
from bot.conversation.messages import Posting, Reply
from bot.conversation.ports import AlreadyReplied
from bot.conversation.tickets import FILED, Line, QueuedTicket
from bot.store.database import Database
from bot.store.tables import messages, postings, replies, tickets
from bot.store.tickets import row_of, ticket_of


class LedgerRepository:
    """Implements the port Ledger."""

    def __init__(self, database: Database, cipher: Cipher) -> None:
        self._database, self._cipher = database, cipher

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[StoreTransaction]:
        """All of the block, or nothing."""
        async with self._database.write() as connection:
            yield StoreTransaction(self._database, connection, self._cipher)

    async def ping(self) -> bool:
        """Whether the database answers."""
        return await self._database.ping()


class StoreTransaction:
    """Implements the port Transaction."""

    def __init__(self, database: Database, connection: AsyncConnection, cipher: Cipher) -> None:
        self._database, self._connection, self._cipher = database, connection, cipher

    async def save_reply(self, message: int, text: str, reply: Reply, at: datetime) -> None:
        """The primary key of `replies` keeps it the only one."""
        try:
            await self._connection.execute(insert(replies).values(message=message, reply=reply.to_dict(), at=at))
        except IntegrityError as problem:
            raise AlreadyReplied(message) from problem
        answered = update(messages).where(messages.c.id == message).values(state="answered", text=text)
        await self._connection.execute(answered)

    async def post(self, channel: str, session: str, posting: Posting) -> int:
        """Ids appear in order."""
        await self._database.keep_order(self._connection)
        values: dict[str, Any] = {
            "type": posting.type, "message_id": posting.message_id, "at": posting.at, "text": posting.text,
            "reply": posting.reply.to_dict() if posting.reply else None,
            "ticket": asdict(posting.ticket) if posting.ticket else None,
        }  # fmt: skip
        result = await self._connection.execute(insert(postings).values(channel=channel, session=session, **values))
        return int(result.inserted_primary_key[0])

    async def transcript(self, message: int, limit: int) -> list[Line]:
        """Oldest first."""
        this = select(messages.c.channel, messages.c.session).where(messages.c.id == message).subquery()
        theirs = (messages.c.channel == this.c.channel) & (messages.c.session == this.c.session)
        said = (
            select(messages.c.text, messages.c.received_at, replies.c.reply, replies.c.at)
            .select_from(messages.join(this, theirs).outerjoin(replies))
            .where(messages.c.id <= message)
            .order_by(messages.c.id.desc())
            .limit(limit)
        )
        newest_first = (await self._connection.execute(said)).all()
        return [line for row in reversed(newest_first) for line in _lines(row)][-limit:]

    async def ticket(self, number: str) -> QueuedTicket | None:
        """None when there is none."""
        return await self._one(select(tickets).where(tickets.c.number == number))

    async def open_ticket(self, channel: str, session: str, reason: str, since: datetime | None) -> QueuedTicket | None:
        """Locks the row."""
        theirs = (tickets.c.channel == channel, tickets.c.session == session)
        wanted = select(tickets).where(*theirs, tickets.c.reason == reason, tickets.c.state == "open")
        if since:
            wanted = wanted.where(tickets.c.opened_at >= since)
        newest_first = wanted.order_by(tickets.c.day.desc(), tickets.c.sequence.desc())
        return await self._one(newest_first.limit(1).with_for_update())

    async def filed_last(self, channel: str, session: str) -> list[QueuedTicket]:
        """Forms open theirs for the reasons in FILED."""
        theirs = (tickets.c.channel == channel, tickets.c.session == session, tickets.c.reason.in_(FILED))
        newest = select(tickets.c.message_id).where(*theirs).order_by(tickets.c.opened_at.desc()).limit(1)
        filed = select(tickets).where(*theirs, tickets.c.message_id == newest.scalar_subquery())
        rows = await self._connection.execute(filed.order_by(tickets.c.day, tickets.c.sequence))
        return [ticket_of(row, self._cipher) for row in rows]

    async def next_sequence(self, day: date, numbers: range) -> int:
        """Counts up; transactions that ask wait for each other."""
        await self._database.keep_order(self._connection)
        used = (tickets.c.day == day, tickets.c.sequence >= numbers.start, tickets.c.sequence < numbers.stop)
        last = select(func.coalesce(func.max(tickets.c.sequence), numbers.start - 1)).where(*used)
        return int(await self._connection.scalar(last)) + 1

    async def add_ticket(self, ticket: QueuedTicket) -> None:
        """A new row."""
        await self._connection.execute(insert(tickets).values(**row_of(ticket, self._cipher)))

    async def update_ticket(self, ticket: QueuedTicket) -> None:
        """The columns that may change while it is open."""
        row = row_of(ticket, self._cipher)
        changed = {name: row[name] for name in ("transcript", "fields", "private")}
        await self._connection.execute(update(tickets).where(tickets.c.number == ticket.number).values(**changed))

    async def withdraw_ticket(self, ticket: QueuedTicket) -> bool:
        """An answer that came first stays."""
        is_open = (tickets.c.number == ticket.number, tickets.c.state == "open")
        lines = row_of(ticket, self._cipher)["transcript"]
        taking_back = update(tickets).where(*is_open).values(state="withdrawn", transcript=lines)
        return bool((await self._connection.execute(taking_back)).rowcount)

    async def close_ticket(self, number: str, answer: str, at: datetime) -> QueuedTicket | None:
        """Of two at once, the second finds it no longer open."""
        is_open = (tickets.c.number == number, tickets.c.state == "open")
        closing = update(tickets).where(*is_open).values(state="answered", answer=answer, answered_at=at)
        if not (await self._connection.execute(closing)).rowcount:
            return None
        return await self.ticket(number)

    async def _one(self, wanted: Select) -> QueuedTicket | None:
        row = (await self._connection.execute(wanted)).one_or_none()
        return ticket_of(row, self._cipher) if row else None


def _lines(row: Row) -> list[Line]:
    lines = [Line("citizen", row.text, row.received_at.isoformat())]
    if row.reply:
        said = "\n".join(message["text"] for message in row.reply["messages"])
        lines.append(Line("assistant", said, row.at.isoformat()))
    return lines
