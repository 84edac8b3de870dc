"""The outbox, for reading; transactions write it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Row

from bot.conversation.messages import Posting, Reply, Ticket
from bot.store.database import Database
from bot.store.tables import postings


class PostingRepository:
    """Implements the port Postings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, channel: str, session: str, id_: int) -> list[Posting]:
        """Oldest first."""
        theirs = (postings.c.channel == channel, postings.c.session == session, postings.c.id > id_)
        async with self._database.read() as connection:
            found = await connection.execute(select(postings).where(*theirs).order_by(postings.c.id))
            return [_posting(row) for row in found]

    async def newest_id(self) -> int:
        """0 when there is none."""
        async with self._database.read() as connection:
            return int(await connection.scalar(select(func.coalesce(func.max(postings.c.id), 0))))

    async def sessions_after(self, id_: int) -> list[tuple[int, str, str]]:
        """Oldest first."""
        newer = select(postings.c.id, postings.c.channel, postings.c.session).where(postings.c.id > id_)
        async with self._database.read() as connection:
            return [tuple(row) for row in await connection.execute(newer.order_by(postings.c.id))]


def _posting(row: Row) -> Posting:
    reply = Reply.from_dict(row.reply) if row.reply else None
    ticket = Ticket(**row.ticket) if row.ticket else None
    return Posting(row.id, row.type, row.message_id, row.at, reply, row.text, ticket)
