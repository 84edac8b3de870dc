"""What the ledger of deliveries promises, on either database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversation.delivery import Arrival, Replayed, Window
from bot.conversation.ports import Stores
from bot.store.database import Database
from bot.store.deliveries import DeliveryRepository
from bot.store.tables import deliveries, erasures, messages, signatures
from tests.store.samples import NOW, REPLY, posting, said

PUSH = Arrival("wechat", "s1", "m1", "n1", NOW, NOW + timedelta(seconds=16), NOW - timedelta(hours=2))
LATER = NOW + timedelta(seconds=20)
WINDOW = Window("message", NOW + timedelta(hours=48), 5)


@pytest.fixture
def ledger(database: Database) -> DeliveryRepository:
    return DeliveryRepository(database)


async def owe(ledger: DeliveryRepository, stores: Stores, key: str = "m1", **more) -> int:
    """An answer that is there, and not given yet."""
    owed = await ledger.arrived(replace(PUSH, key=key, nonce=f"n-{key}", **more), WINDOW)
    assert owed is not None
    accepted = await stores.inbox.accept(said(message_id=key, channel="wechat"))
    async with stores.ledger.transaction() as transaction:
        await transaction.save_reply(accepted.id, "", REPLY, NOW)
    return owed.id


async def states(database: Database) -> list[str]:
    async with database.read() as connection:
        return [row.state for row in await connection.execute(select(deliveries).order_by(deliveries.c.id))]


async def test_tries_are_counted_and_owe_one_answer(ledger: DeliveryRepository) -> None:
    first, second = [await ledger.arrived(replace(PUSH, nonce=nonce), None) for nonce in ("n1", "n2")]
    assert first and second and (first.id, first.tries, second.tries) == (second.id, 1, 2)


async def test_of_many_tries_at_once_each_is_counted(ledger: DeliveryRepository) -> None:
    tries = await asyncio.gather(*(ledger.arrived(replace(PUSH, nonce=f"n{number}"), WINDOW) for number in range(6)))
    assert sorted(owed.tries for owed in tries if owed) == [1, 2, 3, 4, 5, 6]


async def test_a_signature_is_for_one_message(ledger: DeliveryRepository, database: Database) -> None:
    await ledger.arrived(PUSH, None)
    assert (await ledger.arrived(PUSH, None)).tries == 2
    with pytest.raises(Replayed):
        await ledger.arrived(replace(PUSH, key="m2"), WINDOW)
    assert len(await states(database)) == 1 and await ledger.windows("wechat", "s1", NOW) == []


async def test_a_retry_does_not_open_the_window_again(ledger: DeliveryRepository) -> None:
    await ledger.arrived(PUSH, WINDOW)
    assert await ledger.spend("wechat", "s1", "message", 5)
    await ledger.arrived(replace(PUSH, nonce="n2"), WINDOW)
    assert [window.left for window in await ledger.windows("wechat", "s1", NOW)] == [4]
    await ledger.arrived(replace(PUSH, nonce="n3", key="m2"), replace(WINDOW, expires=WINDOW.expires + timedelta(1)))
    assert [window.left for window in await ledger.windows("wechat", "s1", NOW)] == [5]


async def test_of_two_workers_one_spends(ledger: DeliveryRepository) -> None:
    await ledger.arrived(PUSH, WINDOW)
    spent = await asyncio.gather(*(ledger.spend("wechat", "s1", "message", 5) for _ in range(4)))
    assert spent.count(True) == 1


async def test_no_window_is_left_after_its_time_or_when_closed(ledger: DeliveryRepository) -> None:
    await ledger.arrived(PUSH, WINDOW)
    assert await ledger.windows("wechat", "s1", WINDOW.expires) == []
    await ledger.close_windows("wechat", "s1")
    assert [window.left for window in await ledger.windows("wechat", "s1", NOW)] == [0]


async def test_the_sender_takes_what_no_connection_took_once(ledger: DeliveryRepository, stores: Stores) -> None:
    id_ = await owe(ledger, stores)
    assert await ledger.take_due("wechat", NOW, 9) == []  # a connection may still come
    taken = await asyncio.gather(*(ledger.take_due("wechat", LATER, 9) for _ in range(4)))
    [one] = [each for some in taken for each in some]
    assert (one.id, one.state, one.attempts, one.reply) == (id_, "sending", 1, REPLY)
    assert not await ledger.offer(id_, LATER)


async def test_what_has_no_answer_yet_is_not_taken(ledger: DeliveryRepository) -> None:
    await ledger.arrived(PUSH, None)
    assert await ledger.take_due("wechat", LATER, 9) == []


async def test_what_is_tried_again_waits_for_its_time(ledger: DeliveryRepository, stores: Stores) -> None:
    id_ = await owe(ledger, stores)
    await ledger.take_due("wechat", LATER, 9)
    await ledger.move(id_, "open", code="-1", next_at=LATER + timedelta(seconds=5))
    assert await ledger.take_due("wechat", LATER, 9) == []
    [again] = await ledger.take_due("wechat", LATER + timedelta(seconds=5), 9)
    assert (again.attempts, again.code) == (2, "-1")


async def test_what_waits_goes_with_the_next_message_and_with_each_try_of_it(
    ledger: DeliveryRepository, stores: Stores
) -> None:
    waiting, carrier = await owe(ledger, stores), await owe(ledger, stores, "m2")
    await ledger.move(waiting, "waiting", code="45015")
    [shown] = await ledger.not_delivered("wechat")
    assert (shown.id, shown.code) == (waiting, "45015")
    arrived = await ledger.arrived(replace(PUSH, key="m2", nonce="n9"), None)
    assert arrived is not None and arrived.others_wait
    assert [each.id for each in await ledger.take_waiting("wechat", "s1", carrier, NOW)] == [waiting]
    assert [each.id for each in await ledger.take_waiting("wechat", "s1", carrier, NOW)] == [waiting]
    assert await ledger.take_waiting("wechat", "s1", 99, NOW) == []


@pytest.mark.parametrize(
    ("up_since", "tries", "becomes"),
    [
        (NOW - timedelta(hours=1), 1, "answered"),  # this process wrote it
        (NOW + timedelta(seconds=8), 1, "answered"),  # the third try would have been heard
        (NOW + timedelta(seconds=11), 1, "uncertain"),
        (NOW + timedelta(seconds=8), 3, "uncertain"),  # there was no further try to hear
    ],
)
async def test_an_offer_that_nobody_confirmed_is_judged(
    ledger: DeliveryRepository, stores: Stores, database: Database, up_since, tries: int, becomes: str
) -> None:
    id_ = await owe(ledger, stores)
    for number in range(1, tries):
        await ledger.arrived(replace(PUSH, nonce=f"again{number}"), None)
    await ledger.offer(id_, NOW)
    await ledger.recover("wechat", NOW + timedelta(seconds=10), up_since)
    assert await states(database) == ["offered"]  # too early to tell
    await ledger.recover("wechat", LATER, up_since)
    assert await states(database) == [becomes]


async def test_a_send_whose_process_died_is_uncertain(
    ledger: DeliveryRepository, stores: Stores, database: Database
) -> None:
    await owe(ledger, stores)
    await ledger.take_due("wechat", LATER, 9)
    await ledger.recover("wechat", LATER + timedelta(seconds=59), NOW)
    assert await states(database) == ["sending"]
    await ledger.recover("wechat", LATER + timedelta(seconds=61), NOW)
    assert await states(database) == ["uncertain"]


async def test_what_staff_answer_is_owed_once(ledger: DeliveryRepository, stores: Stores) -> None:
    for channel in ("wechat", "web"):
        async with stores.ledger.transaction() as transaction:
            await transaction.post(channel, "s1", posting("已修好"))
    owed = await asyncio.gather(*(ledger.adopt_postings("wechat", NOW) for _ in range(3)))
    assert sum(owed) == 1
    [one] = await ledger.take_due("wechat", NOW, 9)
    assert one.posting is not None and one.posting.text == "已修好"


async def test_confirmed_is_answered(ledger: DeliveryRepository, stores: Stores, database: Database) -> None:
    id_, sent = await owe(ledger, stores), await owe(ledger, stores, "m2")
    await ledger.offer(id_, NOW)
    await ledger.move(sent, "sent")
    await ledger.confirm([id_, sent])
    assert await states(database) == ["answered", "sent"]


async def test_the_page_they_came_from_is_remembered_for_a_while(ledger: DeliveryRepository) -> None:
    await ledger.remember_page("wechat", "s1", "doc.a", NOW - timedelta(hours=3))
    assert (await ledger.arrived(PUSH, None)).page is None
    await ledger.remember_page("wechat", "s1", "doc.b", NOW)
    assert (await ledger.arrived(replace(PUSH, nonce="n2"), None)).page == "doc.b"


async def test_who_is_forgotten_leaves_a_record_of_it_and_nothing_said(
    ledger: DeliveryRepository, stores: Stores, database: Database
) -> None:
    await owe(ledger, stores)
    await owe(ledger, stores, "m2", session="s2")
    await ledger.forget("wechat", "s1", NOW)
    async with database.read() as connection:
        assert [row.session for row in await connection.execute(select(deliveries))] == ["s2"]
        assert (await connection.execute(select(messages).where(messages.c.message_id == "m1"))).all() == []
        [row] = (await connection.execute(select(erasures))).all()
        assert row.rows["messages"] >= 1 and "s1" not in row.session


async def test_old_signatures_are_forgotten(ledger: DeliveryRepository, database: Database) -> None:
    await ledger.arrived(PUSH, None)
    await ledger.recover("wechat", NOW + timedelta(hours=1), NOW)
    async with database.read() as connection:
        assert (await connection.execute(select(signatures))).all() == []
