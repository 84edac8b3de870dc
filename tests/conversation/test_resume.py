"""What was accepted is answered, whatever ended the process."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation.ports import Stores
from bot.conversation.turn import Late
from tests.conversation.conftest import TUESDAY, Build, said
from tests.conversation.fakes import FakeAssistant


async def accept(stores: Stores, *texts: str, session: str = "s1") -> None:
    from dataclasses import replace

    for text in texts:
        await stores.inbox.accept(replace(said(text, text, session), received_at=TUESDAY))


async def test_what_was_accepted_and_not_answered_is_answered_in_order(
    build: Build, stores: Stores, assistant: FakeAssistant
) -> None:
    await accept(stores, "甲", "乙", "丙")
    conversation = build()
    assert await conversation.resume() == 3
    assert assistant.asked == ["甲", "乙", "丙"]
    assert [posting.message_id for posting in await conversation.updates("s1")] == ["甲", "乙", "丙"]
    assert await conversation.resume() == 0


async def test_a_message_that_comes_meanwhile_is_answered_after(
    build: Build, stores: Stores, assistant: FakeAssistant
) -> None:
    await accept(stores, "甲", "乙")
    conversation = build(turn_timeout=5)
    resuming = asyncio.create_task(conversation.resume())
    await asyncio.sleep(0)
    replies = await asyncio.gather(
        conversation.handle(said("丙", "丙")), conversation.handle(said("甲", "甲")), resuming
    )
    assert assistant.asked == ["甲", "乙", "丙"]
    assert replies[1].messages[0].text == "您说：甲"


async def test_a_resend_answers_what_nobody_resumed(build: Build, stores: Stores, assistant: FakeAssistant) -> None:
    await accept(stores, "甲")
    assert (await build().handle(said("甲", "甲"))).entry == "echo"
    assert assistant.asked == ["甲"]


async def test_closing_gives_up_slow_turns_and_the_next_start_runs_them(build: Build, assistant: FakeAssistant) -> None:
    first = build(turn_timeout=0.05)
    with pytest.raises(Late):
        await first.handle(said("slow"))
    await first.close(0.05)
    assistant.release.set()
    second = build()
    assert await second.resume() == 1
    assert [posting.message_id for posting in await second.updates("s1")] == ["m1"]


async def test_two_processes_that_answer_the_same_message_give_one_reply(
    build: Build, stores: Stores, assistant: FakeAssistant
) -> None:
    one, other = build(turn_timeout=5), build(turn_timeout=5)
    waiting = [asyncio.create_task(process.handle(said("slow ticket"))) for process in (one, other)]
    await asyncio.sleep(0.1)
    assistant.release.set()
    replies = await asyncio.gather(*waiting)
    assert replies[0] == replies[1]
