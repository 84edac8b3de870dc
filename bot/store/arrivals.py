"""One push enters the ledger: the busiest transaction there is, so in as few statements as it takes."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Boolean, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.delivery import Arrival, Owed, Replayed, Window
from bot.store.types import Instant

_SIGN = text(
    "INSERT INTO signatures (channel, nonce, key, at) VALUES (:channel, :nonce, :key, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=Instant))
_SIGNED = text("SELECT key FROM signatures WHERE channel = :channel AND nonce = :nonce")
# A later try carries the same time, and does not open the window again.
_OPEN = text(
    """INSERT INTO windows (channel, session, "trigger", expires, "left")
    VALUES (:channel, :session, :trigger, :expires, :left)
    ON CONFLICT (channel, session, "trigger") DO UPDATE SET expires = excluded.expires, "left" = excluded."left"
    WHERE excluded.expires > windows.expires"""
).bindparams(bindparam("expires", type_=Instant))
_OWE = (
    text(
        """INSERT INTO deliveries (channel, session, key, state, tries, attempts, first_at, next_at)
        VALUES (:channel, :session, :key, 'open', 1, 0, :at, :passive_until)
        ON CONFLICT (channel, key) DO UPDATE SET tries = deliveries.tries + 1
        RETURNING id, state, tries,
          (SELECT page FROM pages_open p
            WHERE p.channel = :channel AND p.session = :session AND p.at >= :page_since) AS page,
          EXISTS (SELECT 1 FROM deliveries o WHERE o.channel = :channel AND o.session = :session
            AND (o.state IN ('waiting', 'uncertain') OR o.carrier = deliveries.id)) AS others_wait"""
    )
    .bindparams(*(bindparam(name, type_=Instant) for name in ("at", "passive_until", "page_since")))
    .columns(others_wait=Boolean)
)


async def arrive(connection: AsyncConnection, arrival: Arrival, window: Window | None) -> Owed | None:
    """What is owed, None when nothing is; raises Replayed, and then nothing is to be kept."""
    values = asdict(arrival)
    if not (await connection.execute(_SIGN, _only(values, "channel", "nonce", "key", "at"))).rowcount:
        signed = await connection.scalar(_SIGNED, _only(values, "channel", "nonce"))
        if signed != arrival.key:
            raise Replayed
    if window:
        opened = _only(values, "channel", "session") | asdict(window)
        await connection.execute(_OPEN, opened)
    if not arrival.owed:
        return None
    owing = _only(values, "channel", "session", "key", "at", "passive_until", "page_since")
    row = (await connection.execute(_OWE, owing)).one()
    return Owed(row.id, row.state, row.tries, row.page, bool(row.others_wait))


def _only(values: dict[str, object], *names: str) -> dict[str, object]:
    return {name: values[name] for name in names}
