"""How WeChat behaves: pushes, cuts after five seconds, tries three times; counts what may be sent; hands out tokens."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import xmltodict

from bot.channels.wechat.account import Account
from bot.channels.wechat.cut import TEXT_BYTES, size
from bot.channels.wechat.standin.pushes import Sealer, message

CUT_SECONDS = 5.0
TRIES = 3
ERROR_SHOWN = "该公众号暂时无法提供服务，请稍后再试"
QUOTAS = {"message": (5, 48 * 3600), "menu": (3, 60), "subscribe": (3, 60), "scan": (3, 60)}


@dataclass
class Phone:
    """What one citizen sees: lines of (who, text, seconds); `windows` as WeChat counts them."""

    openid: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    windows: dict[str, list[float]] = field(default_factory=dict)
    follows: bool = False

    def show(self, who: str, text: str, **more: Any) -> None:
        """One more line."""
        self.lines.append({"who": who, "text": text, "at": time.time(), **more})

    def open(self, trigger: str) -> None:
        """A window, new."""
        count, seconds = QUOTAS[trigger]
        self.windows[trigger] = [count, time.time() + seconds]


@dataclass
class Platform:
    """`account` and `callback` (the URL of the assistant) as the account's owner entered them; `cut`: seconds until a
    connection is cut. `fail_next`: error codes for the next customer-service messages, "timeout" and "500" among them.
    """

    account: Account
    callback: str
    cut: float = CUT_SECONDS
    phones: dict[str, Phone] = field(default_factory=dict)
    fail_next: list[str] = field(default_factory=list)
    token: str = ""
    token_until: float = 0.0
    token_fetches: int = 0
    menu: dict[str, Any] | None = None
    tries: list[tuple[str, int, str]] = field(default_factory=list)
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self._sealer = Sealer(self.account)
        self._session: aiohttp.ClientSession | None = None

    def phone(self, openid: str) -> Phone:
        """The one of a citizen."""
        return self.phones.setdefault(openid, Phone(openid))

    async def say(self, openid: str, text: str, id_: str | None = None) -> str | None:
        """A citizen writes; the text that the passive answer shows, None for none."""
        phone = self.phone(openid)
        phone.show("citizen", text)
        phone.open("message")
        id_ = id_ or str(secrets.randbelow(10**18) + 10**18)
        return await self.deliver(openid, message(openid, "text", int(self.clock()), Content=text, MsgId=id_), id_)

    async def send(self, openid: str, kind: str, **fields: str) -> str | None:
        """Any other message."""
        self.phone(openid).open("message")
        id_ = str(secrets.randbelow(10**18) + 10**18)
        return await self.deliver(openid, message(openid, kind, int(self.clock()), **fields, MsgId=id_), id_)

    async def event(self, openid: str, event: str, **fields: str) -> str | None:
        """subscribe, SCAN, CLICK…"""
        trigger = {"subscribe": "subscribe", "SCAN": "scan", "CLICK": "menu"}.get(event)
        phone = self.phone(openid)
        phone.follows = event != "unsubscribe" and (phone.follows or event == "subscribe")
        if trigger:
            phone.open(trigger)
        return await self.deliver(openid, message(openid, "event", int(self.clock()), Event=event, **fields), event)

    async def scan(self, openid: str, scene: str) -> str | None:
        """The QR code of a page: following comes first."""
        if self.phone(openid).follows:
            return await self.event(openid, "SCAN", EventKey=scene)
        return await self.event(openid, "subscribe", EventKey=f"qrscene_{scene}")

    async def deliver(self, openid: str, xml: str, name: str) -> str | None:
        """Up to three tries, five seconds each; what the citizen sees of it."""
        for number in range(1, TRIES + 1):
            began = time.monotonic()
            try:
                body = await self._post(xml)
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as problem:
                self.tries.append((name, number, type(problem).__name__))
                await asyncio.sleep(max(0.0, self.cut - (time.monotonic() - began)))
                continue
            self.tries.append((name, number, "answered"))
            return self._show(openid, body, name, time.monotonic() - began)
        self.phone(openid).show("system", ERROR_SHOWN, name=name)
        return None

    async def _post(self, xml: str) -> str:
        signed = self._sealer.seal(xml)
        timeout = aiohttp.ClientTimeout(total=self.cut)
        session = await self.session()
        async with session.post(
            self.callback, params=signed.query, data=signed.body.encode(), timeout=timeout
        ) as answer:
            if answer.status >= 500:
                raise aiohttp.ClientPayloadError(str(answer.status))
            return await answer.text()

    def _show(self, openid: str, body: str, name: str, seconds: float) -> str | None:
        phone = self.phone(openid)
        if body in ("", "success"):
            return None
        try:
            answer = xmltodict.parse(self._sealer.open(body))["xml"]
            text = answer["Content"] if answer["MsgType"] == "text" else _article(answer)
            fits = size(text) <= TEXT_BYTES
        except Exception:  # whatever WeChat cannot read
            fits, text = False, ""
        if not fits:
            phone.show("system", ERROR_SHOWN, name=name)
            return None
        phone.show("account", text, name=name, how="passive", seconds=round(seconds, 3))
        return str(text)

    async def session(self) -> aiohttp.ClientSession:
        """One for all pushes."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self._session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()

    def customer_message(self, body: dict[str, Any], token: str) -> int | str:
        """The errcode for a customer-service message, and the citizen sees it when it is 0."""
        if token != self.token or time.time() >= self.token_until:
            return 40001
        if self.fail_next:
            code = self.fail_next.pop(0)
            return code if code in ("timeout", "500") else int(code)
        if not self.account.may.later:
            return 48001
        return self._deliver_later(body)

    def _deliver_later(self, body: dict[str, Any]) -> int:
        phone = self.phones.get(str(body.get("touser")))
        if phone is None:
            return 40003
        text = str(body.get("text", {}).get("content", ""))
        if size(text) > TEXT_BYTES:
            return 45002
        now = time.time()
        still_open = [window for window in phone.windows.values() if window[1] > now]
        if not still_open:
            return 45015
        usable = [window for window in still_open if window[0] > 0]
        if not usable:
            return 45047
        min(usable, key=lambda window: window[1])[0] -= 1
        phone.show("account", text, how="later")
        return 0

    def stable_token(self, body: dict[str, Any]) -> dict[str, Any]:
        """The same for everybody, until it is forced or old."""
        if (body.get("appid"), body.get("secret")) != (self.account.app_id, self.account.app_secret):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        self.token_fetches += 1
        if not self.token or body.get("force_refresh") or time.time() > self.token_until - 300:
            self.token, self.token_until = secrets.token_hex(16), time.time() + 7200
        return {"access_token": self.token, "expires_in": int(self.token_until - time.time())}


def _article(answer: dict[str, Any]) -> str:
    item = answer["Articles"]["item"]
    return f"[图文] {item['Title']}\n{item['Description']}\n{item['Url']}"
