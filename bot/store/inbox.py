"""Inbound messages and what citizens thought of the replies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from bot.conversation.messages import Reply, Utterance
from bot.conversation.ports import Accepted
from bot.store.database import Database
from bot.store.tables import messages, replies

_WITH_REPLY = select(messages, replies.c.reply).select_from(messages.outerjoin(replies))


class InboxRepository:
    """Implements the port Inbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def accept(self, utterance: Utterance) -> Accepted:
        """A new row, or the one that is there."""
        try:
            async with self._database.write() as connection:
                result = await connection.execute(insert(messages).values(**_row(utterance)))
        except IntegrityError:
            return await self._known(utterance)
        return Accepted(result.inserted_primary_key[0], utterance, new=True)

    async def unanswered(self) -> list[Accepted]:
        """In the order they came."""
        waiting = _WITH_REPLY.where(messages.c.state == "accepted").order_by(messages.c.id)
        async with self._database.read() as connection:
            return [_accepted(row) for row in await connection.execute(waiting)]

    async def rate(self, channel: str, session: str, message_id: str, useful: bool, at: datetime) -> bool:
        """The last rating counts."""
        theirs = select(messages.c.id).where(
            messages.c.channel == channel, messages.c.session == session, messages.c.message_id == message_id
        )
        rating = update(replies).where(replies.c.message.in_(theirs)).values(useful=useful, rated_at=at)
        async with self._database.write() as connection:
            return bool((await connection.execute(rating)).rowcount)

    async def _known(self, utterance: Utterance) -> Accepted:
        same = (messages.c.channel == utterance.channel, messages.c.message_id == utterance.message_id)
        async with self._database.read() as connection:
            return _accepted((await connection.execute(_WITH_REPLY.where(*same))).one())


def _row(utterance: Utterance) -> dict[str, Any]:
    return {
        "channel": utterance.channel, "message_id": utterance.message_id, "session": utterance.session,
        "text": utterance.text, "page": utterance.page, "received_at": utterance.received_at, "state": "accepted",
    }  # fmt: skip


def _accepted(row: Row) -> Accepted:
    said = Utterance(row.channel, row.session, row.message_id, row.text, row.page, row.received_at)
    return Accepted(row.id, said, Reply.from_dict(row.reply) if row.reply else None)
