"""The ledger of what was delivered, in the database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Select

from bot.conversation.delivery import Arrival, Delivery, Owed, State, Trigger, Window
from bot.conversation.messages import Posting, Reply, Ticket
from bot.store.arrivals import arrive
from bot.store.database import Database
from bot.store.tables import deliveries, erasures, messages, pages_open, postings, replies, signatures, windows

# A signature is refused by its age long before it is forgotten.
SIGNATURES_KEPT = timedelta(minutes=30)
# WeChat's third and last try comes ten seconds after the first.
TRIES, LAST_TRY_AFTER = 3, timedelta(seconds=9)
# Waiting ones and those nobody can be sure of go out with the citizen's next message.
WITH_THE_NEXT = ("waiting", "uncertain")
# A send that is not heard of for so long died with its process.
SEND_ENDS = timedelta(seconds=60)


class DeliveryRepository:
    """Implements the port Deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def arrived(self, arrival: Arrival, window: Window | None) -> Owed | None:
        """A unique key keeps two workers from owing the same answer twice: the second counts a try."""
        async with self._database.write() as connection:
            return await arrive(connection, arrival, window)

    async def offer(self, id_: int, at: datetime) -> bool:
        """A connection may take it again as long as the sender has not begun."""
        free = (deliveries.c.id == id_, deliveries.c.state.in_(("open", "offered", "answered")))
        async with self._database.write() as connection:
            offered = update(deliveries).where(*free).values(state="offered", offered_at=at)
            return bool((await connection.execute(offered)).rowcount)

    async def confirm(self, ids: Sequence[int]) -> None:
        """In one statement."""
        theirs = (deliveries.c.id.in_(ids), deliveries.c.state == "offered")
        async with self._database.write() as connection:
            await connection.execute(update(deliveries).where(*theirs).values(state="answered"))

    async def move(self, id_: int, state: State, *, code: str | None = None, next_at: datetime | None = None) -> None:
        """One row."""
        values: dict[str, Any] = {"state": state, "code": code} | ({"next_at": next_at} if next_at else {})
        async with self._database.write() as connection:
            await connection.execute(update(deliveries).where(deliveries.c.id == id_).values(**values))

    async def take_due(self, channel: str, now: datetime, limit: int) -> list[Delivery]:
        """Each is claimed by itself: of two workers one gets it."""
        due = (deliveries.c.channel == channel, deliveries.c.state == "open", deliveries.c.next_at <= now)
        there = or_(replies.c.reply.isnot(None), deliveries.c.posting.isnot(None))
        wanted = _owed().where(*due, there).order_by(deliveries.c.id).limit(limit)
        async with self._database.read() as connection:
            found = [_delivery(row) for row in await connection.execute(wanted)]
        claimed = [each for each in found if await self._claim(each.id, now)]
        return [replace(each, state="sending", attempts=each.attempts + 1) for each in claimed]

    async def _claim(self, id_: int, now: datetime) -> bool:
        free = (deliveries.c.id == id_, deliveries.c.state == "open")
        values = {"state": "sending", "offered_at": now, "attempts": deliveries.c.attempts + 1}
        async with self._database.write() as connection:
            return bool((await connection.execute(update(deliveries).where(*free).values(**values))).rowcount)

    async def adopt_postings(self, channel: str, now: datetime) -> int:
        """A slow reply is owed by its message already; what staff answered is owed here."""
        theirs = (postings.c.channel == channel, postings.c.type == "staff_answer", deliveries.c.id.is_(None))
        source = postings.outerjoin(deliveries, deliveries.c.posting == postings.c.id)
        wanted = select(postings.c.id, postings.c.session).select_from(source).where(*theirs)
        async with self._database.read() as connection:
            found = (await connection.execute(wanted)).all()
        return sum([await self._adopt(channel, row, now) for row in found])

    async def _adopt(self, channel: str, row: Row, now: datetime) -> int:
        values = {
            "channel": channel, "session": row.session, "key": f"posting:{row.id}", "posting": row.id, "state": "open",
            "tries": 0, "attempts": 0, "first_at": now, "next_at": now,
        }  # fmt: skip
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(deliveries).values(**values))
        except IntegrityError:
            return 0
        return 1

    async def take_waiting(self, channel: str, session: str, carrier: int, at: datetime) -> list[Delivery]:
        """As they were before: whether it is uncertain shows."""
        theirs = (deliveries.c.channel == channel, deliveries.c.session == session)
        waiting = (*theirs, or_(deliveries.c.state.in_(WITH_THE_NEXT), deliveries.c.carrier == carrier))
        async with self._database.read() as connection:
            found = [
                _delivery(row) for row in await connection.execute(_owed().where(*waiting).order_by(deliveries.c.id))
            ]
        return [each for each in found if await self._take(each, carrier, at)]

    async def _take(self, waiting: Delivery, carrier: int, at: datetime) -> bool:
        same = (deliveries.c.id == waiting.id, deliveries.c.state == waiting.state)
        taken = update(deliveries).where(*same).values(state="offered", offered_at=at, carrier=carrier)
        async with self._database.write() as connection:
            return bool((await connection.execute(taken)).rowcount)

    async def recover(self, channel: str, now: datetime, up_since: datetime) -> None:
        """No try came after one that was offered, and its time is over: it arrived, if this process wrote it, or was up
        to hear the last try, which comes ten seconds after the first."""
        of_channel = (deliveries.c.channel == channel,)
        over = (*of_channel, deliveries.c.state == "offered", deliveries.c.next_at <= now)
        wrote = deliveries.c.offered_at >= up_since
        would_have_heard = and_(deliveries.c.first_at >= up_since - LAST_TRY_AFTER, deliveries.c.tries < TRIES)
        heard = (*over, or_(wrote, would_have_heard))
        dead = (*of_channel, deliveries.c.state == "sending", deliveries.c.offered_at <= now - SEND_ENDS)
        async with self._database.write() as connection:
            await connection.execute(update(deliveries).where(*heard).values(state="answered"))
            await connection.execute(update(deliveries).where(*over).values(state="uncertain"))
            await connection.execute(update(deliveries).where(*dead).values(state="uncertain"))
            await connection.execute(delete(signatures).where(signatures.c.at < now - SIGNATURES_KEPT))

    async def windows(self, channel: str, session: str, now: datetime) -> Sequence[Window]:
        """The first to expire first."""
        theirs = (windows.c.channel == channel, windows.c.session == session, windows.c.expires > now)
        async with self._database.read() as connection:
            rows = await connection.execute(select(windows).where(*theirs).order_by(windows.c.expires))
            return [Window(row.trigger, row.expires, row.left) for row in rows]

    async def spend(self, channel: str, session: str, trigger: Trigger, left: int) -> bool:
        """Compare and set."""
        same = (
            windows.c.channel == channel, windows.c.session == session, windows.c.trigger == trigger,
            windows.c.left == left,
        )  # fmt: skip
        async with self._database.write() as connection:
            return bool((await connection.execute(update(windows).where(*same).values(left=left - 1))).rowcount)

    async def close_windows(self, channel: str, session: str) -> None:
        """All of theirs."""
        theirs = (windows.c.channel == channel, windows.c.session == session)
        async with self._database.write() as connection:
            await connection.execute(update(windows).where(*theirs).values(left=0))

    async def remember_page(self, channel: str, session: str, page: str | None, at: datetime) -> None:
        """The last one counts."""
        theirs = (pages_open.c.channel == channel, pages_open.c.session == session)
        async with self._database.write() as connection:
            await connection.execute(delete(pages_open).where(*theirs))
            await connection.execute(insert(pages_open).values(channel=channel, session=session, page=page, at=at))

    async def forget(self, channel: str, session: str, at: datetime) -> Mapping[str, int]:
        """In the order that foreign keys ask for."""
        theirs = select(messages.c.id).where(messages.c.channel == channel, messages.c.session == session)
        counts: dict[str, int] = {}
        async with self._database.write() as connection:
            counts["replies"] = (
                await connection.execute(delete(replies).where(replies.c.message.in_(theirs)))
            ).rowcount
            for table in (messages, deliveries, postings, windows, pages_open):
                of_them = (table.c.channel == channel, table.c.session == session)
                counts[table.name] = (await connection.execute(delete(table).where(*of_them))).rowcount
            digest = hashlib.sha256(f"{channel}:{session}".encode()).hexdigest()
            await connection.execute(insert(erasures).values(channel=channel, session=digest, at=at, rows=counts))
        return counts

    async def not_delivered(self, channel: str) -> Sequence[Delivery]:
        """Oldest first."""
        states = deliveries.c.state.in_((*WITH_THE_NEXT, "refused"))
        wanted = _owed().where(deliveries.c.channel == channel, states).order_by(deliveries.c.id)
        async with self._database.read() as connection:
            return [_delivery(row) for row in await connection.execute(wanted)]


def _owed() -> Select:
    said = (messages.c.channel == deliveries.c.channel) & (messages.c.message_id == deliveries.c.key)
    source = deliveries.outerjoin(messages, said).outerjoin(replies, replies.c.message == messages.c.id)
    source = source.outerjoin(postings, postings.c.id == deliveries.c.posting)
    posted = (postings.c.type, postings.c.message_id, postings.c.at, postings.c.text, postings.c.ticket)
    return select(
        deliveries, replies.c.reply, *(column.label(f"posted_{column.name}") for column in posted)
    ).select_from(source)


def _delivery(row: Row) -> Delivery:
    owed = Delivery(
        row.id, row.channel, row.session, row.key, row.state, row.attempts, row.code,
        Reply.from_dict(row.reply) if row.reply else None,
    )  # fmt: skip
    if row.posting is None:
        return owed
    ticket = Ticket(**row.posted_ticket) if row.posted_ticket else None
    posting = Posting(
        row.posting, row.posted_type, row.posted_message_id, row.posted_at, text=row.posted_text, ticket=ticket
    )
    return replace(owed, posting=posting)
