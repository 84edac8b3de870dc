"""Who may send how much."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.limits import SWEEP_SIZE, Limiter, Limits
from tests.channels.conftest import OpenDoor, error_of


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_may_come_at_once_and_then_evenly() -> None:
    clock = Clock()
    limiter = Limiter(60, clock)
    assert [limiter.take("a") for _ in range(61)] == [0] * 60 + [1]
    clock.now = 2.0
    assert [limiter.take("a") for _ in range(3)] == [0, 0, 1]
    assert limiter.take("b") == 0


def test_the_wait_is_as_long_as_it_says() -> None:
    clock = Clock()
    limiter = Limiter(2, clock)
    assert [limiter.take("a") for _ in range(3)] == [0, 0, 30]
    clock.now = 29.0
    assert limiter.take("a") == 1
    clock.now = 30.0
    assert limiter.take("a") == 0


def test_zero_is_no_limit() -> None:
    assert {Limiter(0).take("a") for _ in range(1000)} == {0}


def test_memory_stays_bounded() -> None:
    clock = Clock()
    limiter = Limiter(1, clock)
    for count in range(3 * SWEEP_SIZE):
        limiter.take(f"{count}")
    assert len(limiter._buckets) <= SWEEP_SIZE


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.5", None, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", "203.0.113.5"),  # no proxy of ours: it may say what it likes
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # what the proxy saw, not what the client claims
        ("10.0.0.2", "198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("10.0.0.2", "nonsense", "10.0.0.2"),
        ("10.0.0.2", None, "10.0.0.2"),
        ("::ffff:10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_the_nearest_one_that_is_not_ours(remote: str, forwarded: str | None, address: str) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=remote)
    assert Limits(1, ("10.0.0.0/8",)).address_of(request) == address


async def test_a_session_that_sends_too_fast_is_told_when_to_go_on(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=3)
    assert [(await door.say(session="s1")).status for _ in range(3)] == [200] * 3
    response = await door.say(session="s1")
    body = await error_of(response, 429, "too_many_requests")
    assert response.headers["Retry-After"] == "20" and "20" in body["error"]["remedy"]
    assert (await door.say(session="s2")).status == 200
    assert len(door.assistant.asked) == 4


async def test_without_a_session_the_address_is_counted(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=3, trusted_proxies=("127.0.0.1",))
    assert [(await door.say()).status for _ in range(4)] == [200, 200, 200, 429]
    assert (await door.say(headers={"X-Forwarded-For": "198.51.100.7"})).status == 200


async def test_an_address_with_many_sessions_has_its_limit_too(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=1)
    statuses = [(await door.say(session=f"s{count}")).status for count in range(21)]
    assert statuses == [200] * 20 + [429]
    await error_of(await door.updates(), 429, "too_many_requests")
    response = await door.submit("你好", "s-of-the-form")
    assert response.status == 429 and response.headers["Retry-After"] == "3"
    assert "消息发得太快了" in await response.text()
    assert (await door.client.get("/health/live")).status == 200


async def test_the_form_without_a_script_is_counted_for_its_session(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=3)
    assert [(await door.submit("你好", "session-1")).status for _ in range(3)] == [200] * 3
    response = await door.submit("这句要留着", "session-1")
    page = await response.text()
    assert (response.status, response.headers["Retry-After"]) == (429, "20")
    assert "请过 20 秒再发" in page and ">\n这句要留着</textarea>" in page
    assert (await door.submit("你好", "session-2")).status == 200
    assert len(door.assistant.asked) == 4


async def test_both_doors_share_one_count(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=2)
    assert (await door.submit("你好", "session-1")).status == 200
    assert (await door.say(session="session-1")).status == 200
    assert (await door.submit("你好", "session-1")).status == 429
    await error_of(await door.say(session="session-1"), 429, "too_many_requests")


@pytest.mark.parametrize("session", ["", "short", "字" * 10])
async def test_a_form_without_a_session_of_its_own_is_counted_for_its_address(
    open_door: OpenDoor, session: str
) -> None:
    door = await open_door(rate_limit_per_minute=2)
    assert [(await door.submit("你好", session)).status for _ in range(3)] == [200, 200, 429]


async def test_another_sites_form_does_not_use_up_a_session(open_door: OpenDoor) -> None:
    door = await open_door(rate_limit_per_minute=1)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert [(await door.submit("你好", "session-1", **foreign)).status for _ in range(2)] == [200, 429]
    assert (await door.submit("你好", "session-1")).status == 200
