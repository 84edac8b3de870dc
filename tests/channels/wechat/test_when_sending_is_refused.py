"""Each of WeChat's refusals has a way on, and nothing is lost."""

from __future__ import annotations

import asyncio

import pytest

from tests.channels.wechat.conftest import OPENID, World
from tests.channels.wechat.test_exactly_once import until


async def outlast(world: World, *codes: str) -> None:
    """A turn that is too slow, and what WeChat says to the message that follows."""
    world.platform.fail_next = list(codes)
    assert await world.platform.say(OPENID, "slow") is None
    world.assistant.release.set()


@pytest.mark.parametrize("code", ["45015", "45047", "48001", "43004", "40200", "99999"])
async def test_what_is_refused_waits_and_comes_with_the_next_message(world: World, code: str) -> None:
    await outlast(world, code)
    await world.become("waiting")
    assert [each.code for each in await world.deliveries.not_delivered("wechat")] == [code]
    assert "您说：slow" in (await world.platform.say(OPENID, "你好") or "")


async def test_a_refused_token_is_replaced_and_the_message_sent_once(world: World) -> None:
    await outlast(world, "42001")
    await until(lambda: world.shown() == ["您说：slow"])
    assert world.platform.token_fetches == 3  # the first, the same again, a forced one


async def test_a_token_that_stays_refused_is_not_fetched_for_ever(world: World) -> None:
    await outlast(world, *["40001"] * 50)
    await world.become("waiting")
    assert world.platform.token_fetches <= 3


async def test_too_long_is_sent_shorter(world: World) -> None:
    await outlast(world, "45002")
    await until(lambda: world.shown() == ["您说：slow"])


async def test_an_error_of_the_server_is_tried_again(world: World) -> None:
    await outlast(world, "500")
    await until(lambda: world.shown() == ["您说：slow"], 9)


async def test_at_the_daily_limit_it_stays_owed_for_tomorrow(world: World) -> None:
    await outlast(world, "45009")

    async def counted() -> bool:
        return world.metrics().get("refused_45009") == 1

    await until(counted)
    await asyncio.sleep(0.1)
    assert await world.states() == ["open"] and world.shown() == []


async def test_after_a_timeout_nobody_knows_so_it_says_so_with_the_next_message(world: World, monkeypatch) -> None:
    import aiohttp

    import bot.channels.wechat.client as client

    world.platform.fail_next = []
    session = next(iter(_sessions(world)))
    monkeypatch.setattr(session, "_timeout", aiohttp.ClientTimeout(total=0.2))
    assert client.TIMEOUT.total == 8
    await outlast(world, "timeout")
    await world.become("uncertain")
    assert "已经收到就不用看" in (await world.platform.say(OPENID, "你好") or "")


def _sessions(world: World):
    import gc

    from bot.channels.wechat.client import Client

    return [
        each._session
        for each in gc.get_objects()
        if isinstance(each, Client) and each._session and not each._session.closed
    ]
