"""WeChat's interfaces and a page like a phone, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.channels.wechat.standin.platform import Platform

PLATFORM = web.AppKey("platform", Platform)
PAGE = Path(__file__).with_name("phone.html")
NEVER = 3600.0
KINDS = {
    "image": {"PicUrl": "http://example.invalid/p.jpg", "MediaId": "m"}, "voice": {"MediaId": "m", "Format": "amr"},
    "video": {"MediaId": "m", "ThumbMediaId": "t"},
    "location": {"Location_X": "26.08", "Location_Y": "119.32", "Scale": "15", "Label": "福州市晋安区福新路"},
    "link": {"Title": "t", "Description": "d", "Url": "http://example.invalid/"},
}  # fmt: skip


def build(platform: Platform) -> web.Application:
    """The application."""
    app = web.Application()
    app[PLATFORM] = platform
    app.cleanup_ctx.append(_close)
    app.router.add_get("/", _page)
    app.router.add_get("/phone/{openid}", _lines)
    app.router.add_post("/phone/{openid}", _do)
    app.router.add_post("/cgi-bin/stable_token", _token)
    app.router.add_post("/cgi-bin/message/custom/send", _custom)
    app.router.add_post("/cgi-bin/menu/create", _menu_create)
    app.router.add_get("/cgi-bin/menu/get", _menu_get)
    app.router.add_get("/cgi-bin/get_api_domain_ip", _ips)
    return app


async def _close(app: web.Application) -> AsyncIterator[None]:
    yield
    await app[PLATFORM].close()


async def _page(request: web.Request) -> web.FileResponse:
    return web.FileResponse(PAGE)


async def _lines(request: web.Request) -> web.Response:
    return web.json_response(request.app[PLATFORM].phone(request.match_info["openid"]).lines)


async def _do(request: web.Request) -> web.Response:
    """{"do": "say" | "follow" | "unfollow" | "scan" | "click" | "send", "text": …}: returns before the answer."""
    given, openid, platform = await request.json(), request.match_info["openid"], request.app[PLATFORM]
    text = str(given.get("text", ""))
    what = {
        "say": lambda: platform.say(openid, text),
        "follow": lambda: platform.event(openid, "subscribe"),
        "unfollow": lambda: platform.event(openid, "unsubscribe"),
        "scan": lambda: platform.scan(openid, text),
        "click": lambda: platform.event(openid, "CLICK", EventKey=text),
        "erase": lambda: platform.event(openid, "user_authorization_cancellation"),
        "send": lambda: platform.send(openid, text, **KINDS.get(text, {})),
    }.get(str(given.get("do")))
    if what is None:
        return web.Response(status=400)
    task = asyncio.ensure_future(what())
    request.app.setdefault("tasks", set()).add(task)
    task.add_done_callback(request.app["tasks"].discard)
    return web.json_response({})


async def _token(request: web.Request) -> web.Response:
    return web.json_response(request.app[PLATFORM].stable_token(await request.json()))


async def _custom(request: web.Request) -> web.Response:
    code = request.app[PLATFORM].customer_message(await request.json(), request.query.get("access_token", ""))
    if code == "timeout":
        await asyncio.sleep(NEVER)
    if code == "500":
        return web.Response(status=502)
    return _code(int(code))


async def _menu_create(request: web.Request) -> web.Response:
    platform = request.app[PLATFORM]
    if request.query.get("access_token") != platform.token:
        return _code(40001)
    platform.menu = await request.json()
    return _code(0)


async def _menu_get(request: web.Request) -> web.Response:
    platform = request.app[PLATFORM]
    if request.query.get("access_token") != platform.token:
        return _code(40001)
    return web.json_response({"menu": platform.menu}) if platform.menu else _code(46003)


async def _ips(request: web.Request) -> web.Response:
    return web.json_response({"ip_list": ["127.0.0.1"]})


def _code(code: int, **more: Any) -> web.Response:
    return web.json_response({"errcode": code, "errmsg": "ok" if code == 0 else "refused", **more})
