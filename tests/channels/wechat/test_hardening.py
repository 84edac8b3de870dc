"""Whoever calls and whatever is sent: a defined answer, and nothing told."""

from __future__ import annotations

import contextlib
import secrets
import time
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.channels.wechat.envelope import Envelope, Refused, Unreadable, flat
from bot.channels.wechat.intake import take
from bot.channels.wechat.push import read
from bot.channels.wechat.signature import is_fresh, is_signed, sign
from bot.channels.wechat.standin.pushes import Sealer, message
from tests.channels.wechat.conftest import ACCOUNT, OPENID, OpenWorld, World

PLAIN = replace(ACCOUNT, aes_key="")


def query(nonce: str = "", at: int | None = None) -> dict[str, str]:
    timestamp, nonce = str(at or int(time.time())), nonce or secrets.token_hex(8)
    return {"timestamp": timestamp, "nonce": nonce, "signature": sign(PLAIN.token, timestamp, nonce)}


async def post(url: str, body: bytes, params: dict[str, str]) -> tuple[int, str]:
    async with ClientSession() as session, session.post(url, data=body, params=params) as answer:
        return answer.status, await answer.text()


def text(said: str = "你好", id_: str = "1") -> bytes:
    return message(OPENID, "text", int(time.time()), Content=said, MsgId=id_).encode()


async def test_the_url_is_verified_with_the_echo(world: World) -> None:
    async with ClientSession() as session:
        async with session.get(world.url, params=query() | {"echostr": "4711"}) as answer:
            assert (answer.status, await answer.text()) == (200, "4711")
        async with session.get(world.url, params=query() | {"echostr": "4711", "signature": "0" * 40}) as answer:
            assert (answer.status, await answer.text()) == (403, "")


@pytest.mark.parametrize(
    "spoiled",
    [
        {"signature": "0" * 40}, {"signature": ""}, {"signature": "é"}, {"timestamp": "1"}, {"timestamp": "9" * 400},
        {"timestamp": "-1"}, {"nonce": ""}, {"nonce": "n" * 5000},
    ],
)  # fmt: skip
async def test_a_wrong_signature_is_refused_without_a_word(open_world: OpenWorld, spoiled: dict[str, str]) -> None:
    world = await open_world(PLAIN)
    assert await post(world.url, text(), query() | spoiled) == (403, "")
    assert world.assistant.asked == []


async def test_an_old_signature_is_refused(open_world: OpenWorld) -> None:
    world = await open_world(PLAIN)
    assert await post(world.url, text(), query(at=int(time.time()) - 400)) == (403, "")


async def test_a_signature_serves_one_message_and_its_retries(open_world: OpenWorld) -> None:
    world = await open_world(PLAIN)
    signed = query()
    assert [(await post(world.url, text(), signed))[0] for _ in range(2)] == [200, 200]
    assert await post(world.url, text("别的", "2"), signed) == (403, "")
    assert world.assistant.asked == ["你好"]


async def test_an_account_with_a_key_takes_nothing_in_the_clear(world: World) -> None:
    assert await post(world.url, text(), query()) == (403, "")


async def test_a_sealed_message_for_another_account_is_not_read(world: World) -> None:
    signed = Sealer(replace(ACCOUNT, app_id="wx_other")).seal(text().decode())
    assert await post(world.url, signed.body.encode(), dict(signed.query)) == (200, "success")
    assert world.metrics()["unreadable_not_decrypted"] == 1


ENTITIES = b'<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
BOMB = b'<?xml version="1.0"?><!DOCTYPE xml [' + ENTITIES + b"]><xml><Content>&b;</Content></xml>"
XXE = b'<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Content>&x;</Content></xml>'
BAD = [
    BOMB, XXE, b"", b"<xml></xml>", b"<a/>", b"<", b"\xff\xfe", b"{}", b"<xml>" + b"a" * 70_000 + b"</xml>",
    b"<xml>" * 5000, b'<?xml version="1.0" encoding="nonsense"?><xml/>', b"<xml><MsgType/></xml>",
    b"<xml><ToUserName>a</ToUserName><FromUserName>a b</FromUserName><CreateTime>1</CreateTime></xml>",
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
async def test_what_cannot_be_read_is_acknowledged(open_world: OpenWorld, body: bytes) -> None:
    world = await open_world(PLAIN)
    assert await post(world.url, body, query()) == (200, "success")


@settings(max_examples=600, deadline=500, suppress_health_check=list(HealthCheck))
@given(some.one_of(
    some.binary(max_size=400),
    some.dictionaries(
        some.sampled_from(["ToUserName", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "MsgId",
                           "Content", "Recognition", "Label", "Encrypt"]),
        some.one_of(some.text(max_size=30), some.sampled_from(["event", "text", "1", "subscribe", "SCAN", "location"])),
    ).map(lambda fields: ("<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in fields.items()) + "</xml>")
          .encode(errors="surrogatepass")),
))  # fmt: skip
def test_any_body_is_read_or_unreadable(body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        take(read(flat(body)), lambda id_: None, 2000)
    for account in (ACCOUNT, PLAIN):
        with contextlib.suppress(Unreadable, Refused):
            Envelope(account).open(query(), body)


def test_signatures() -> None:
    assert is_signed(sign("t", "1", "n"), "t", "1", "n") and not is_signed("", "t", "1", "n")
    assert is_fresh("100", 399) and is_fresh("400", 100) and not is_fresh("100", 401) and not is_fresh("１00", 100)


async def test_the_end_of_a_cdata_section_in_an_answer_breaks_nothing(world: World) -> None:
    assert await world.platform.say(OPENID, "]]><Content>x") == "您说：]]><Content>x"
