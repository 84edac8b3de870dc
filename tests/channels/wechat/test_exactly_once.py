"""Every message is answered once, whichever connection lives."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.channels.wechat.conftest import ACCOUNT, OPENID, OpenWorld, World


async def until(condition, seconds: float = 6.0) -> None:
    for _ in range(int(seconds / 0.02)):
        result = condition()
        if await result if asyncio.iscoroutine(result) else result:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("never")


async def test_an_encrypted_message_is_answered_on_its_connection(world: World) -> None:
    assert await world.platform.say(OPENID, "你好") == "您说：你好"
    assert [number for _, number, _ in world.platform.tries] == [1]
    await world.become("answered")


async def test_in_plain_mode_too(open_world: OpenWorld) -> None:
    world = await open_world(replace(ACCOUNT, aes_key=""))
    assert await world.platform.say(OPENID, "你好") == "您说：你好"


async def test_a_slow_turn_is_answered_by_the_second_try_and_thought_of_once(world: World) -> None:
    asking = asyncio.create_task(world.platform.say(OPENID, "slow"))
    await until(lambda: len(world.platform.tries) == 1)
    world.assistant.release.set()
    assert await asking == "您说：slow"
    assert world.assistant.asked == ["slow"]
    assert [ended for _, _, ended in world.platform.tries] == ["TimeoutError", "answered"]


async def test_a_turn_that_outlasts_three_tries_comes_later_and_once(world: World) -> None:
    assert await world.platform.say(OPENID, "slow") is None
    assert [ended for _, _, ended in world.platform.tries] == ["TimeoutError", "TimeoutError", "answered"]
    world.assistant.release.set()
    await until(lambda: world.shown() == ["您说：slow"])
    await asyncio.sleep(1.5)
    assert world.shown() == ["您说：slow"] and world.assistant.asked == ["slow"]
    await world.become("sent")


async def test_the_same_message_again_gets_the_same_answer_without_a_thought(world: World) -> None:
    for _ in range(2):
        assert await world.platform.say(OPENID, "ticket", id_="123") is not None
    assert len(set(world.shown())) == 1 and world.assistant.asked == ["ticket"]


async def test_what_an_unverified_account_owes_comes_with_the_next_message(open_world: OpenWorld) -> None:
    world = await open_world(replace(ACCOUNT, profile="unverified"))
    assert await world.platform.say(OPENID, "slow") is None
    world.assistant.release.set()
    await world.become("waiting")
    answer = await world.platform.say(OPENID, "你好")
    assert answer is not None and "您说：slow" in answer and answer.endswith("您说：你好")
    await world.become("answered", "answered")
    assert await world.platform.say(OPENID, "还在吗") == "您说：还在吗"


async def test_a_turn_left_by_a_stopped_process_is_answered_by_the_next(open_world: OpenWorld) -> None:
    world = await open_world()
    asking = asyncio.create_task(world.platform.say(OPENID, "slow"))
    await until(lambda: world.assistant.asked == ["slow"])
    await world.conversation.close(0)
    await world.stop()
    following = await open_world(platform=world.platform)
    following.assistant.release.set()
    await asking
    await until(lambda: following.shown() == ["您说：slow"], 20)


async def test_when_too_much_is_thought_about_the_citizen_hears_it_at_once(open_world: OpenWorld) -> None:
    world = await open_world(max_turns=1)
    first = asyncio.create_task(world.platform.say("oOther", "slow"))
    await until(lambda: world.assistant.asked == ["slow"])
    assert "请过一分钟再发" in (await world.platform.say(OPENID, "你好") or "")
    world.assistant.release.set()
    await first


async def test_what_staff_answer_is_sent_once(world: World) -> None:
    await world.platform.say(OPENID, "ticket")
    ticket = (await world.conversation.tickets.list())[0]
    await world.conversation.tickets.answer(ticket.number, "已修好。")
    await until(lambda: any("已修好" in line for line in world.shown()))
    await asyncio.sleep(1.2)
    assert sum("已修好" in line for line in world.shown()) == 1


async def test_following_from_the_code_of_a_page_opens_the_conversation_knowing_it(world: World) -> None:
    assert "《城市道路管理条例》" in (await world.platform.scan(OPENID, "d:doc.road") or "")
    assert "《城市道路管理条例》" in (await world.platform.scan(OPENID, "d:doc.road") or "")  # now following
    await world.platform.say(OPENID, "它讲什么")
    assert world.assistant.pages == ["doc.road"]


async def test_a_citizen_who_withdraws_the_authorization_is_forgotten(world: World) -> None:
    await world.platform.say(OPENID, "ticket")
    await world.platform.event(OPENID, "user_authorization_cancellation")
    assert await world.states() == []
    assert len(await world.conversation.tickets.list()) == 1  # the law keeps it


async def test_a_menu_click_is_said_for_the_citizen_and_events_of_one_second_are_told_apart(world: World) -> None:
    assert await world.platform.event(OPENID, "CLICK", EventKey="怎么申请") == "您说：怎么申请"
    assert await world.platform.event(OPENID, "VIEW", EventKey="http://example.invalid/") is None


async def test_a_picture_is_asked_for_in_words(world: World) -> None:
    assert "请用文字" in (await world.platform.send(OPENID, "image", PicUrl="u", MediaId="m") or "")
