"""Calls WeChat's HTTP interfaces: every call ends, and every end is a code."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.channels.wechat.account import Account
from bot.channels.wechat.errors import way_on
from bot.channels.wechat.render import Text
from bot.channels.wechat.token import Tokens

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=3)


class WeChatError(Exception):
    """WeChat refused, or was not reached: `code` is its errcode, or unreachable, timeout, server_error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Client:
    """One per process. Use it as a context: it holds connections."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._session: aiohttp.ClientSession | None = None
        self.tokens = Tokens(self._fetch_token)

    async def __aenter__(self) -> Client:
        self._session = aiohttp.ClientSession(timeout=TIMEOUT, raise_for_status=False)
        return self

    async def __aexit__(self, *problem: object) -> None:
        if self._session:
            await self._session.close()

    async def send(self, openid: str, text: Text) -> str:
        """A customer-service message; the code, "0" for taken. Never raises."""
        body = {"touser": openid, "msgtype": "text", "text": {"content": text.content}}
        try:
            await self.call("POST", "/cgi-bin/message/custom/send", body)
        except WeChatError as error:
            return error.code
        return "0"

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """With a token, and once more with a new one when it is refused; raises WeChatError."""
        token = await self.tokens.get()
        try:
            return await self._request(method, path, body, token)
        except WeChatError as error:
            if way_on(error.code) != "token":
                raise
        return await self._request(method, path, body, await self.tokens.replace(token))

    async def _fetch_token(self, force: bool) -> tuple[str, int]:
        """stable_token gives every worker the same one, so workers share it without asking each other."""
        body = {
            "grant_type": "client_credential", "appid": self._account.app_id, "secret": self._account.app_secret,
            "force_refresh": force,
        }  # fmt: skip
        answer = await self._request("POST", "/cgi-bin/stable_token", body, None)
        try:
            return str(answer["access_token"]), int(answer["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise WeChatError("server_error") from None

    async def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None, token: str | None
    ) -> dict[str, Any]:
        assert self._session is not None, "use it as a context"
        data = json.dumps(body, ensure_ascii=False).encode() if body is not None else None  # WeChat shows \\u as it is
        params = {"access_token": token} if token else {}
        url = self._account.api_url.rstrip("/") + path
        try:
            async with self._session.request(method, url, params=params, data=data) as response:
                if response.status >= 500:
                    raise WeChatError("server_error")
                answer = json.loads(await response.read())
        except aiohttp.ClientConnectorError as problem:  # nothing was sent
            raise WeChatError("unreachable") from problem
        except aiohttp.ConnectionTimeoutError as problem:
            raise WeChatError("unreachable") from problem
        except (asyncio.TimeoutError, aiohttp.ClientError) as problem:  # it may have been heard
            raise WeChatError("timeout") from problem
        except ValueError as problem:
            raise WeChatError("server_error") from problem
        if not isinstance(answer, dict):
            raise WeChatError("server_error")
        if code := answer.get("errcode", 0):
            raise WeChatError(str(code)[:16])
        return answer
