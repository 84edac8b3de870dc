"""The XML that WeChat pushes, signed and sealed as WeChat does it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from wechatpy.crypto import WeChatCrypto

from bot.channels.wechat.account import Account
from bot.channels.wechat.signature import sign

ACCOUNT_ID = "gh_standin00001"


def message(openid: str, kind: str, created: int, **fields: str) -> str:
    """One message or event, as XML."""
    head = {"ToUserName": ACCOUNT_ID, "FromUserName": openid, "CreateTime": str(created), "MsgType": kind}
    return "<xml>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in (head | fields).items()) + "</xml>"


@dataclass(frozen=True)
class Signed:
    """What one try posts."""

    query: Mapping[str, str]
    body: str


class Sealer:
    """Signs with the account's token and, when it has a key, encrypts; opens what comes back."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._crypto = WeChatCrypto(account.token, account.aes_key, account.app_id) if account.aes_key else None

    def seal(self, xml: str) -> Signed:
        """With a nonce and a time of its own."""
        timestamp, nonce = str(int(time.time())), secrets.token_hex(8)
        query = {
            "timestamp": timestamp, "nonce": nonce, "signature": sign(self._account.token, timestamp, nonce),
        }  # fmt: skip
        if self._crypto is None:
            return Signed(query, xml)
        sealed: str = self._crypto.encrypt_message(xml, nonce, timestamp)
        import xmltodict

        parts = xmltodict.parse(sealed)["xml"]
        query |= {"encrypt_type": "aes", "msg_signature": parts["MsgSignature"]}
        body = f"<xml><ToUserName>{ACCOUNT_ID}</ToUserName><Encrypt><![CDATA[{parts['Encrypt']}]]></Encrypt></xml>"
        return Signed(query, body)

    def open(self, body: str) -> str:
        """The XML of an answer; raises what the library raises for one that WeChat could not read."""
        if self._crypto is None:
            return body
        import xmltodict

        parts = xmltodict.parse(body)["xml"]
        plain: str | bytes = self._crypto.decrypt_message(
            body, parts["MsgSignature"], parts["TimeStamp"], parts["Nonce"]
        )
        return plain if isinstance(plain, str) else plain.decode()
