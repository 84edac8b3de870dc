"""What every store promises the middle, whichever database it is on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.ports import AlreadyReplied, Stores
from bot.conversation.tickets import Line
from bot.store.database import Database
from tests.store.samples import DAY, NOW, REPLY, answered, posting, said, ticket


async def reply_to(stores: Stores, message: int, reply=REPLY) -> None:
    async with stores.ledger.transaction() as transaction:
        await transaction.save_reply(message, reply, NOW)


async def post(stores: Stores, text: str, session: str = "s1", channel: str = "web", hold: float = 0) -> int:
    async with stores.ledger.transaction() as transaction:
        id_ = await transaction.post(channel, session, posting(text))
        await asyncio.sleep(hold)
        return id_


async def open_ticket(stores: Stores, day=DAY) -> str:
    async with stores.ledger.transaction() as transaction:
        row = ticket(await transaction.next_sequence(day), day)
        await transaction.add_ticket(row)
    return row.number


async def test_the_first_arrival_is_new_and_the_second_brings_what_was_said_first(stores: Stores) -> None:
    first = await stores.inbox.accept(said("原话"))
    second = await stores.inbox.accept(said("改口", session="s2"))
    assert first.new and not second.new
    assert (second.id, second.utterance, second.reply) == (first.id, said("原话"), None)


async def test_message_ids_are_unique_within_a_channel(stores: Stores) -> None:
    web, wechat = await stores.inbox.accept(said()), await stores.inbox.accept(said(channel="wechat"))
    assert web.id != wechat.id and wechat.new


async def test_of_many_arrivals_at_once_one_is_new(stores: Stores) -> None:
    arrivals = await asyncio.gather(*(stores.inbox.accept(said()) for _ in range(8)))
    assert [arrival.new for arrival in arrivals].count(True) == 1
    assert len({arrival.id for arrival in arrivals}) == 1


async def test_a_reply_comes_back_whole(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    await reply_to(stores, accepted.id)
    assert (await stores.inbox.accept(said())).reply == REPLY


async def test_a_message_gets_one_reply_and_the_loser_writes_nothing(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    await reply_to(stores, accepted.id)
    with pytest.raises(AlreadyReplied):
        async with stores.ledger.transaction() as transaction:
            await transaction.add_ticket(ticket())
            await transaction.save_reply(accepted.id, replace(REPLY, entry="other"), NOW)
    assert (await stores.inbox.accept(said())).reply == REPLY
    assert await stores.tickets.list(open_only=False) == []


async def test_the_unanswered_come_in_the_order_of_arrival(stores: Stores) -> None:
    accepted = [await stores.inbox.accept(said(message_id=id_)) for id_ in ("c", "a", "b")]
    await reply_to(stores, accepted[1].id)
    assert [item.utterance.message_id for item in await stores.inbox.unanswered()] == ["c", "b"]


async def test_only_the_citizen_who_got_a_reply_rates_it(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    assert not await stores.inbox.rate("web", "s1", "m1", True, NOW), "no reply yet"
    await reply_to(stores, accepted.id)
    assert await stores.inbox.rate("web", "s1", "m1", True, NOW)
    assert await stores.inbox.rate("web", "s1", "m1", False, NOW)
    assert not await stores.inbox.rate("web", "s2", "m1", True, NOW)
    assert not await stores.inbox.rate("wechat", "s1", "m1", True, NOW)


async def test_postings_belong_to_a_session_of_a_channel_and_their_ids_grow(stores: Stores) -> None:
    ids = [await post(stores, "一"), await post(stores, "别人的", "s2"), await post(stores, "二")]
    await post(stores, "微信的", channel="wechat")
    assert ids == sorted(set(ids))
    assert [item.text for item in await stores.postings.after("web", "s1", 0)] == ["一", "二"]
    assert await stores.postings.after("web", "s1", ids[0]) == [replace(posting("二"), id=ids[2])]
    assert await stores.postings.after("web", "s1", ids[2]) == []


async def test_a_posted_reply_comes_back_whole(stores: Stores) -> None:
    async with stores.ledger.transaction() as transaction:
        await transaction.post("web", "s1", replace(posting(), type="reply", text=None, reply=REPLY))
    assert (await stores.postings.after("web", "s1", 0))[0].reply == REPLY


async def test_news_of_all_sessions_is_found_by_id(stores: Stores) -> None:
    assert await stores.postings.newest_id() == 0
    first, second = await post(stores, "一"), await post(stores, "二", "s2")
    assert await stores.postings.newest_id() == second
    assert await stores.postings.sessions_after(0) == [(first, "web", "s1"), (second, "web", "s2")]
    assert await stores.postings.sessions_after(first) == [(second, "web", "s2")]


async def test_a_posting_is_never_seen_before_an_older_one(stores: Stores) -> None:
    slow = asyncio.create_task(post(stores, "先", hold=0.2))
    await asyncio.sleep(0.05)
    fast = asyncio.create_task(post(stores, "后"))
    done, _ = await asyncio.wait({slow, fast}, return_when=asyncio.FIRST_COMPLETED)
    assert slow in done
    assert await slow < await fast


async def test_tickets_count_up_each_day_even_at_once(stores: Stores) -> None:
    numbers = await asyncio.gather(*(open_ticket(stores) for _ in range(8)))
    assert sorted(numbers) == [f"JA20261124-{count:04d}" for count in range(1, 9)]
    assert await open_ticket(stores, DAY + timedelta(days=1)) == "JA20261125-0001"


async def test_a_ticket_comes_back_whole_and_is_listed_while_open(stores: Stores) -> None:
    number = await open_ticket(stores)
    assert await stores.tickets.find(number) == ticket()
    assert await stores.tickets.find("JA20261124-9999") is None
    assert await stores.tickets.list(open_only=True) == [ticket()]


async def test_a_ticket_is_answered_once(stores: Stores) -> None:
    number = await open_ticket(stores)

    async def answer(text: str):
        async with stores.ledger.transaction() as transaction:
            return await transaction.close_ticket(number, text, NOW)

    results = await asyncio.gather(answer("甲"), answer("乙"))
    assert sum(result is not None for result in results) == 1
    winner = next(result for result in results if result)
    assert winner == answered(ticket(), winner.answer) == await stores.tickets.find(number)
    assert await stores.tickets.list(open_only=True) == []
    assert await stores.tickets.list(open_only=False) == [winner]


async def test_a_transcript_holds_the_session_up_to_the_message(stores: Stores) -> None:
    first = await stores.inbox.accept(said("你好", "m1"))
    await stores.inbox.accept(said("别人", "m2", session="s2"))
    await reply_to(stores, first.id)
    third = await stores.inbox.accept(said("找人", "m3"))
    await stores.inbox.accept(said("后来", "m4"))
    async with stores.ledger.transaction() as transaction:
        whole = await transaction.transcript(third.id, 10)
        short = await transaction.transcript(third.id, 2)
    assert [(line.who, line.text) for line in whole] == [
        ("citizen", "你好"), ("assistant", "第一句。\n第二句 😀\n摘要"), ("citizen", "找人"),
    ]  # fmt: skip
    assert short == whole[1:]
    assert isinstance(whole[0], Line) and whole[0].at.endswith("+00:00")


async def test_a_block_that_fails_writes_nothing(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    with pytest.raises(RuntimeError):
        async with stores.ledger.transaction() as transaction:
            await transaction.save_reply(accepted.id, REPLY, NOW)
            await transaction.post("web", "s1", posting())
            raise RuntimeError
    assert [item.id for item in await stores.inbox.unanswered()] == [accepted.id]
    assert await stores.postings.newest_id() == 0


async def test_a_moment_without_an_offset_is_refused(stores: Stores) -> None:
    with pytest.raises(Exception, match="a moment needs an offset"):
        await stores.inbox.accept(replace(said(), received_at=NOW.replace(tzinfo=None)))


async def test_ping_tells_whether_the_store_answers(stores: Stores, database: Database) -> None:
    assert await stores.ledger.ping()
