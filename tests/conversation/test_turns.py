"""One message, one turn, one reply."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.ports import Stores
from bot.conversation.turn import Late
from tests.conversation.conftest import Build, said
from tests.conversation.fakes import FakeAssistant


async def test_a_message_gets_its_reply(conversation: Conversation) -> None:
    reply = await conversation.handle(said("你好"))
    assert (reply.kind, reply.entry, reply.messages[0].text) == ("answer", "echo", "您说：你好")


async def test_the_same_message_again_gets_the_same_reply_without_a_turn(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    first = await conversation.handle(said("你好"))
    assert await conversation.handle(said("你好")) == first
    assert await conversation.handle(said("换了说法")) == first
    assert assistant.asked == ["你好"]


async def test_the_same_message_many_times_at_once_is_one_turn(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    replies = await asyncio.gather(*(conversation.handle(said("你好")) for _ in range(20)))
    assert all(reply == replies[0] for reply in replies)
    assert assistant.asked == ["你好"]


async def test_turns_of_one_session_run_one_after_another_in_order(build: Build, assistant: FakeAssistant) -> None:
    conversation = build(turn_timeout=5)
    texts = [f"第{count}句" for count in range(10)]
    await asyncio.gather(*(conversation.handle(said(text, text)) for text in texts))
    assert assistant.asked == texts
    assert assistant.overlaps == 0


async def test_turns_of_different_sessions_overlap(conversation: Conversation, assistant: FakeAssistant) -> None:
    slow = asyncio.create_task(conversation.handle(said("slow")))
    await conversation.handle(said("你好", "m2", "s2"))
    assert not slow.done()
    assistant.release.set()
    await slow


async def test_a_slow_turn_is_late_and_its_reply_waits_in_the_outbox(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    with pytest.raises(Late):
        await conversation.handle(said("slow"))
    assert await conversation.updates("s1") == []
    assistant.release.set()
    (posting,) = await conversation.wait_for_updates("s1", timeout=2)
    assert (posting.type, posting.message_id) == ("reply", "m1")
    assert await conversation.handle(said("slow")) == posting.reply
    assert assistant.asked == ["slow"]
    assert await conversation.updates("s1", after=posting.id) == []


async def test_who_asks_again_meanwhile_joins_the_running_turn(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    with pytest.raises(Late):
        await conversation.handle(said("slow"))
    again = asyncio.create_task(conversation.handle(said("slow")))
    await asyncio.sleep(0.05)
    assistant.release.set()
    assert (await again).messages[0].text == "您说：slow"
    assert assistant.asked == ["slow"]


async def test_ask_gives_none_for_later(conversation: Conversation, assistant: FakeAssistant) -> None:
    assert await conversation.ask(said("slow")) is None
    assistant.release.set()


async def test_a_caller_that_goes_away_does_not_end_the_turn(
    conversation: Conversation, assistant: FakeAssistant
) -> None:
    caller = asyncio.create_task(conversation.handle(said("slow")))
    await asyncio.sleep(0.05)
    caller.cancel()
    assistant.release.set()
    (posting,) = await conversation.wait_for_updates("s1", timeout=2)
    assert posting.reply and posting.reply.entry == "echo"


async def test_a_quick_reply_is_not_posted(conversation: Conversation) -> None:
    await conversation.handle(said("你好"))
    assert await conversation.updates("s1") == []


async def test_a_failing_assistant_becomes_a_ticket_and_an_apology(
    conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        reply = await conversation.handle(said("crash"))
    (ticket,) = await conversation.tickets.list()
    assert (reply.kind, ticket.reason, ticket.kind) == ("handoff", "assistant_error", "question")
    assert reply.ticket and reply.ticket.number == ticket.number
    assert ticket.number in reply.messages[0].text and "11月26日 17:30 前" in reply.messages[0].text
    assert await conversation.handle(said("crash")) == reply
    assert "crash" not in caplog.text and "secret" not in caplog.text


async def test_an_assistant_that_hangs_becomes_a_ticket(build: Build, assistant: FakeAssistant) -> None:
    reply = await build(patience=0.05).handle(said("slow"))
    assert reply.kind == "handoff"
    assert reply.ticket
    assert (await build().handle(said("next", "m2"))).kind == "answer", "the session goes on"


async def test_explanations_are_given_to_who_asks_and_not_kept(conversation: Conversation) -> None:
    assert (await conversation.handle(said("你好"), explain=True)).explain == {"normalised": "你好"}
    assert (await conversation.handle(said("你好"), explain=True)).explain is None


async def test_a_text_is_cleaned_before_it_is_kept(conversation: Conversation, assistant: FakeAssistant) -> None:
    reply = await conversation.handle(said(" a\x00b\ud800\u202ec\r\nd 👨‍👩‍👧 "))
    assert assistant.asked == ["abc\nd 👨‍👩‍👧"]
    assert reply.kind == "answer"


async def test_a_store_that_fails_loses_no_message(build: Build, stores: Stores, assistant: FakeAssistant) -> None:
    class Failing:
        def transaction(self):
            raise OSError("disk full")

    from dataclasses import replace

    broken = build(stores=replace(stores, ledger=Failing()))
    with pytest.raises(OSError, match="disk full"):
        await broken.handle(said("你好"))
    assert (await build().handle(said("你好"))).entry == "echo"


async def test_rating_a_reply(conversation: Conversation) -> None:
    await conversation.handle(said("你好"))
    assert await conversation.rate("s1", "m1", True)
    assert not await conversation.rate("s2", "m1", True)
    assert not await conversation.rate("s1", "m2", True)
