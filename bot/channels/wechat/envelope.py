"""Opens what WeChat sends and closes what we answer: plain, compatible and safe mode."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from wechatpy.crypto import WeChatCrypto

from bot.channels.wechat.account import Account
from bot.channels.wechat.signature import is_fresh, is_signed

MAX_BODY = 64 * 1024
MAX_NONCE = 100


class Refused(Exception):
    """Not signed by WeChat, or not now."""


class Unreadable(Exception):
    """Signed, and not to be understood; the text is a code for the log."""


@dataclass(frozen=True)
class Opened:
    """The inner XML as tag → text; `nonce` names this signature, `sealed` says that the answer must be encrypted."""

    fields: dict[str, str]
    nonce: str
    sealed: bool


class Envelope:
    """For one account."""

    def __init__(self, account: Account, clock: Any = time.time) -> None:
        self._token, self._clock = account.token, clock
        self._crypto = WeChatCrypto(account.token, account.aes_key, account.app_id) if account.aes_key else None

    def check(self, query: Mapping[str, str], *more: str, signature: str = "signature") -> str:
        """The name of this signature; raises Refused."""
        given, timestamp, nonce = (query.get(name, "") for name in (signature, "timestamp", "nonce"))
        if not nonce or len(nonce) > MAX_NONCE or not is_fresh(timestamp, self._clock()):
            raise Refused
        if not is_signed(given, self._token, timestamp, nonce, *more):
            raise Refused
        return f"{timestamp}:{nonce}"

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """Raises Refused and Unreadable, whatever comes. An account with a key takes no message in the clear: in
        compatible mode the encrypted copy is the one that is read."""
        if self._crypto is None:
            nonce = self.check(query)
            return Opened(flat(body), nonce, sealed=False)
        if "msg_signature" not in query:
            raise Refused
        self.check(query)
        sealed = flat(body).get("Encrypt", "")
        nonce = self.check(query, sealed, signature="msg_signature")
        return Opened(flat(self._decrypted(sealed, query)), nonce, sealed=True)

    def _decrypted(self, sealed: str, query: Mapping[str, str]) -> bytes:
        assert self._crypto is not None
        try:
            plain: str | bytes = self._crypto.decrypt_message(
                {"Encrypt": sealed}, query["msg_signature"], query["timestamp"], query["nonce"]
            )
        except Exception as problem:  # the library raises whatever its parts raise
            raise Unreadable("not_decrypted") from problem
        return plain.encode() if isinstance(plain, str) else plain

    def close(self, xml: str, nonce: str) -> str:
        """The answer in safe mode; `nonce` as `open` gave it."""
        if self._crypto is None:
            return xml
        timestamp, _, plain_nonce = nonce.partition(":")
        sealed: str = self._crypto.encrypt_message(xml, plain_nonce, timestamp)
        return sealed


def flat(body: bytes) -> dict[str, str]:
    """Tag → text of what stands right under the root; of what is nested, the inner tags. Raises Unreadable."""
    if not body or len(body) > MAX_BODY:
        raise Unreadable("empty" if not body else "too_large")
    try:
        root = ElementTree.fromstring(body, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise Unreadable("forbidden_xml") from problem
    except (ElementTree.ParseError, ValueError, LookupError) as problem:  # junk, or an encoding that is none
        raise Unreadable("no_xml") from problem
    if root.tag != "xml":
        raise Unreadable("other_root")
    return {str(child.tag): child.text or "" for child in root.iter() if child is not root}
