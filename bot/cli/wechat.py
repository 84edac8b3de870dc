"""`python -m bot wechat simulate | menu push|pull|check FILE | doctor | waiting`."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from bot import wiring
from bot.channels.wechat.account import CHANNEL, Account
from bot.channels.wechat.client import Client, WeChatError
from bot.channels.wechat.menu import problems
from bot.channels.wechat.routes import PATH
from bot.cli.words import Failure, say, words
from bot.settings import Settings
from bot.store.deliveries import DeliveryRepository

NO_MENU = "46003"
CLOCK_SECONDS = 60


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """One of them."""
    if arguments.what == "simulate":
        from bot.cli.wechat_simulate import simulate

        return asyncio.run(simulate(settings, arguments.port))
    if arguments.what == "waiting":
        return asyncio.run(_waiting(settings))
    if arguments.what == "menu" and arguments.how == "check":
        _read_menu(Path(arguments.file))
        say("wechat_menu_ok")
        return 0
    account = wiring.wechat_account(settings)
    if account is None:
        raise Failure("wechat_not_configured")
    if arguments.what == "doctor":
        return asyncio.run(_doctor(account, settings))
    return asyncio.run(_menu(account, arguments.how, Path(arguments.file)))


async def _menu(account: Account, how: str, file: Path) -> int:
    try:
        async with Client(account) as client:
            if how == "push":
                await client.call("POST", "/cgi-bin/menu/create", _read_menu(file))
                say("wechat_menu_pushed")
            else:
                _write_menu((await client.call("GET", "/cgi-bin/menu/get"))["menu"], file)
                say("wechat_menu_pulled", file=file)
    except WeChatError as error:
        raise Failure("wechat_refused", code=error.code, remedy=_remedy(error.code)) from error
    return 0


def _write_menu(menu: Any, file: Path) -> None:
    file.write_text(yaml.safe_dump(menu, allow_unicode=True, sort_keys=False), "utf-8")


def _read_menu(file: Path) -> Any:
    try:
        menu = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Failure("wechat_menu", problems=words()["wechat_menu_problems"]["yaml"]) from error
    found = [words()["wechat_menu_problems"][code].format(place=place) for code, place in problems(menu)]
    if found:
        raise Failure("wechat_menu", problems="\n".join(found))
    return menu


async def _doctor(account: Account, settings: Settings) -> int:
    async with Client(account) as client:
        checks = [
            await _check("token", client.tokens.get),
            await _check("ips", lambda: client.call("GET", "/cgi-bin/get_api_domain_ip")),
            await _check("menu", lambda: client.call("GET", "/cgi-bin/menu/get"), fine=(NO_MENU,)),
            await _check("callback", lambda: _callback(settings)),
            await _check("clock", lambda: _clock(account)),
        ]
    return 0 if all(checks) else 1


async def _check(name: str, ask: Callable[[], Awaitable[object]], fine: tuple[str, ...] = ()) -> bool:
    title = words()["wechat_checks"][name]
    try:
        await ask()
    except WeChatError as error:
        if error.code not in fine:
            print(f"✗ {title}  {_remedy(error.code)}")
            return False
    print(f"✓ {title}")
    return True


async def _callback(settings: Settings) -> None:
    """A signature that is none must be refused: then the route is there, and checks."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        try:
            async with session.get(f"http://127.0.0.1:{settings.port}{PATH}") as answer:
                if answer.status != 403:
                    raise WeChatError("no_route")
        except (aiohttp.ClientError, asyncio.TimeoutError) as problem:
            raise WeChatError("not_running") from problem


async def _clock(account: Account) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        try:
            async with session.get(account.api_url) as answer:
                theirs = parsedate_to_datetime(answer.headers["Date"]).timestamp()
        except (aiohttp.ClientError, asyncio.TimeoutError) as problem:
            raise WeChatError("unreachable") from problem
        except (KeyError, ValueError):
            return
    if abs(theirs - time.time()) > CLOCK_SECONDS:
        raise WeChatError("clock")


async def _waiting(settings: Settings) -> int:
    async with wiring.open_store(settings) as database:
        found = await DeliveryRepository(database).not_delivered(CHANNEL)
    if not found:
        say("wechat_nothing_waits")
    for each in found:
        what = each.posting.ticket.number if each.posting and each.posting.ticket else each.key
        say("wechat_waits", state=words()["wechat_states"][each.state], what=what, remedy=_remedy(each.code or ""))
    return 0


def _remedy(code: str) -> str:
    remedies = words()["wechat_remedies"]
    return str(remedies.get(code) or remedies["other"].format(code=code))
