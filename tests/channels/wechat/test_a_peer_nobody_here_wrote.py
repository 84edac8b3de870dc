"""WeRoBot's crypto and parser talk to the channel."""

from __future__ import annotations

import secrets
import time

import xmltodict
from aiohttp import ClientSession
from werobot.crypto import MessageCrypt
from werobot.utils import get_signature

from bot.channels.wechat.standin.pushes import message
from tests.channels.wechat.conftest import ACCOUNT, OPENID, World


async def test_it_writes_and_reads_the_answer(world: World) -> None:
    crypto = MessageCrypt(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)
    timestamp, nonce = str(int(time.time())), secrets.token_hex(5)
    sealed = crypto.encrypt_message(
        message(OPENID, "text", int(timestamp), Content="你好", MsgId="1"), timestamp=timestamp, nonce=nonce
    )
    parts = xmltodict.parse(sealed)["xml"]
    signed = {
        "timestamp": timestamp, "nonce": nonce, "signature": get_signature(ACCOUNT.token, timestamp, nonce),
        "encrypt_type": "aes", "msg_signature": parts["MsgSignature"],
    }  # fmt: skip
    async with ClientSession() as session, session.post(world.url, params=signed, data=sealed.encode()) as answer:
        outer = xmltodict.parse(await answer.text())["xml"]
    plain = crypto.decrypt_message(outer["TimeStamp"], outer["Nonce"], outer["MsgSignature"], outer["Encrypt"])
    assert xmltodict.parse(plain)["xml"]["Content"] == "您说：你好"
