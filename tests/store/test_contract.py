"""What every store promises the middle, whichever database it is on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.cipher import Cipher, new_key
from bot.conversation.ports import AlreadyReplied, Stores
from bot.conversation.tickets import OF_CITIZENS, OF_EVALUATIONS, Line
from bot.store.database import Database
from bot.store.repositories import conversation_stores
from bot.store.tables import tickets
from tests.store.samples import DAY, NOW, REPLY, answered, posting, said, ticket


async def reply_to(stores: Stores, message: int, reply=REPLY) -> None:
    async with stores.ledger.transaction() as transaction:
        await transaction.save_reply(message, "已掩码", reply, NOW)


async def post(stores: Stores, text: str, session: str = "s1", channel: str = "web", hold: float = 0) -> int:
    async with stores.ledger.transaction() as transaction:
        id_ = await transaction.post(channel, session, posting(text))
        await asyncio.sleep(hold)
        return id_


async def open_ticket(stores: Stores, day=DAY) -> str:
    async with stores.ledger.transaction() as transaction:
        row = ticket(await transaction.next_sequence(day, OF_CITIZENS), day)
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


async def test_the_text_of_a_message_is_whole_until_its_reply_is_written(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said("我电话13812345678"))
    assert [item.utterance.text for item in await stores.inbox.unanswered()] == ["我电话13812345678"]
    with pytest.raises(RuntimeError):
        async with stores.ledger.transaction() as transaction:
            await transaction.save_reply(accepted.id, "我电话138****5678", REPLY, NOW)
            raise RuntimeError
    assert [item.utterance.text for item in await stores.inbox.unanswered()] == ["我电话13812345678"]
    async with stores.ledger.transaction() as transaction:
        await transaction.save_reply(accepted.id, "我电话138****5678", REPLY, NOW)
    assert (await stores.inbox.accept(said("我电话13812345678"))).utterance.text == "我电话138****5678"


async def test_a_message_gets_one_reply_and_the_loser_writes_nothing(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    await reply_to(stores, accepted.id)
    with pytest.raises(AlreadyReplied):
        async with stores.ledger.transaction() as transaction:
            await transaction.add_ticket(ticket())
            await transaction.save_reply(accepted.id, "另一句", replace(REPLY, entry="other"), NOW)
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


async def test_what_is_private_is_unreadable_in_the_database_and_with_another_key(
    stores: Stores, database: Database
) -> None:
    number = await open_ticket(stores)
    async with database.read() as connection:
        private = await connection.scalar(select(tickets.c.private))
    assert "张三" not in private and "13812345678" not in private
    strangers = conversation_stores(database, Cipher([new_key()]))
    assert await strangers.tickets.find(number) == replace(ticket(), private=None)
    assert await strangers.tickets.list(open_only=True) == [replace(ticket(), private=None)]
    async with strangers.ledger.transaction() as transaction:
        closed = await transaction.close_ticket(number, "好的", NOW)
    assert closed == replace(answered(ticket(), "好的"), private=None)
    assert await stores.tickets.find(number) == answered(ticket(), "好的"), "the right key still reads it"


async def test_after_a_rotation_both_keys_are_read(database: Database) -> None:
    old, new = new_key(), new_key()
    before = await open_ticket(conversation_stores(database, Cipher([old])))
    after = await open_ticket(conversation_stores(database, Cipher([new, old])))
    found = await conversation_stores(database, Cipher([new, old])).tickets.list(open_only=True)
    assert [row.private for row in found] == [ticket().private] * 2
    newest = conversation_stores(database, Cipher([new])).tickets
    assert [(row.number, row.private) for row in await newest.list(open_only=True)] == [
        (before, None), (after, ticket().private),
    ]  # fmt: skip


async def test_nothing_private_needs_no_key(stores: Stores, database: Database) -> None:
    async with stores.ledger.transaction() as transaction:
        await transaction.add_ticket(replace(ticket(), private={}))
    async with database.read() as connection:
        assert await connection.scalar(select(tickets.c.private)) is None
    assert await conversation_stores(database, Cipher([new_key()])).tickets.find(ticket().number) == replace(
        ticket(), private={}
    )


async def test_the_newest_open_ticket_of_a_session_is_found_by_reason_and_age(stores: Stores) -> None:
    rows = [
        ticket(1), ticket(2), replace(ticket(3), reason="report"), replace(ticket(4), session="s2"),
        replace(ticket(5), channel="wechat"), replace(ticket(6), state="answered"),
    ]  # fmt: skip
    async with stores.ledger.transaction() as transaction:
        for row in rows:
            await transaction.add_ticket(row)
        assert await transaction.open_ticket("web", "s1", "no_source", None) == rows[1]
        assert await transaction.open_ticket("web", "s1", "no_source", NOW) == rows[1]
        assert await transaction.open_ticket("web", "s1", "no_source", NOW + timedelta(seconds=1)) is None
        assert await transaction.open_ticket("web", "s3", "no_source", None) is None
        assert await transaction.ticket(rows[3].number) == rows[3]
        assert await transaction.ticket("JA20261124-9999") is None


async def test_a_ticket_that_is_added_to_keeps_the_rest(stores: Stores) -> None:
    number = await open_ticket(stores)
    lines = [*ticket().transcript, Line("citizen", "还有", NOW.isoformat())]
    grown = replace(ticket(), transcript=lines, fields={"what": "坑"}, private={"mentioned": "13800138000"})
    async with stores.ledger.transaction() as transaction:
        await transaction.update_ticket(replace(grown, reason="other"))
    assert await stores.tickets.find(number) == grown


async def test_evaluations_count_by_themselves(stores: Stores) -> None:
    await open_ticket(stores)
    async with stores.ledger.transaction() as transaction:
        first = await transaction.next_sequence(DAY, OF_EVALUATIONS)
        await transaction.add_ticket(ticket(first))
        assert await transaction.next_sequence(DAY, OF_EVALUATIONS) == first + 1 == OF_EVALUATIONS.start + 1
        assert await transaction.next_sequence(DAY, OF_CITIZENS) == 2


async def test_what_a_session_filed_last_is_what_one_message_opened(stores: Stores) -> None:
    later = NOW + timedelta(minutes=1)
    rows = [
        replace(ticket(1), reason="report"), replace(ticket(2), reason="report", message_id="m2", opened_at=later),
        replace(ticket(3), reason="report", message_id="m2", opened_at=later), replace(ticket(4), opened_at=later),
        replace(ticket(5), reason="application", session="s2"),
    ]  # fmt: skip
    async with stores.ledger.transaction() as transaction:
        for row in rows:
            await transaction.add_ticket(row)
        assert await transaction.filed_last("web", "s1") == rows[1:3]
        assert await transaction.filed_last("wechat", "s1") == []


async def test_an_open_ticket_is_taken_back_and_an_answered_one_is_not(stores: Stores) -> None:
    await open_ticket(stores)
    lines = [*ticket().transcript, Line("citizen", "不报了", NOW.isoformat())]
    async with stores.ledger.transaction() as transaction:
        assert await transaction.withdraw_ticket(replace(ticket(), transcript=lines))
        assert not await transaction.withdraw_ticket(ticket())
        assert await transaction.close_ticket(ticket().number, "好的", NOW) is None
    assert await stores.tickets.find(ticket().number) == replace(ticket(), state="withdrawn", transcript=lines)
    assert await stores.tickets.list(open_only=True) == []


async def test_who_adds_to_a_ticket_and_who_answers_it_wait_for_each_other(stores: Stores) -> None:
    number = await open_ticket(stores)

    async def add() -> bool:
        async with stores.ledger.transaction() as transaction:
            found = await transaction.open_ticket("web", "s1", "no_source", None)
            await asyncio.sleep(0.05)
            if found:
                await transaction.update_ticket(replace(found, fields={"what": "坑"}))
            await transaction.post("web", "s1", posting())
            return found is not None

    async def answer() -> None:
        async with stores.ledger.transaction() as transaction:
            assert await transaction.close_ticket(number, "好的", NOW)
            await asyncio.sleep(0.05)
            await transaction.post("web", "s1", posting())

    added, _ = await asyncio.wait_for(asyncio.gather(add(), answer()), 10)
    kept = await stores.tickets.find(number)
    assert kept and (kept.state, kept.fields) == ("answered", {"what": "坑"} if added else ticket().fields)


async def test_moments_come_back_on_the_clock_of_the_bureau(stores: Stores) -> None:
    number = await open_ticket(stores)
    found = await stores.tickets.find(number)
    assert found and found.due and found.due.isoformat() == "2026-11-26T09:30:15.123456+08:00"
    assert found.told().due == "2026-11-26T09:30:15.123456+08:00"


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
        ("citizen", "已掩码"), ("assistant", "第一句。\n第二句 😀\n摘要"), ("citizen", "找人"),
    ]  # fmt: skip
    assert short == whole[1:]
    assert isinstance(whole[0], Line) and whole[0].at.endswith("+08:00")


async def test_a_block_that_fails_writes_nothing(stores: Stores) -> None:
    accepted = await stores.inbox.accept(said())
    with pytest.raises(RuntimeError):
        async with stores.ledger.transaction() as transaction:
            await transaction.save_reply(accepted.id, "已掩码", REPLY, NOW)
            await transaction.post("web", "s1", posting())
            raise RuntimeError
    assert [item.id for item in await stores.inbox.unanswered()] == [accepted.id]
    assert await stores.postings.newest_id() == 0


async def test_a_moment_without_an_offset_is_refused(stores: Stores) -> None:
    with pytest.raises(Exception, match="a moment needs an offset"):
        await stores.inbox.accept(replace(said(), received_at=NOW.replace(tzinfo=None)))


async def test_ping_tells_whether_the_store_answers(stores: Stores, database: Database) -> None:
    assert await stores.ledger.ping()
