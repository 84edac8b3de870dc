"""`python -m bot wechat simulate`: the assistant, a stand-in for WeChat's servers, and a page like a phone."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import replace

from aiohttp import web

from bot import wiring
from bot.app import build_runner
from bot.channels.wechat.routes import PATH
from bot.channels.wechat.standin.platform import Platform
from bot.channels.wechat.standin.server import build
from bot.cli.imported import tell
from bot.cli.serve import SWITCH_SECONDS, check_port
from bot.cli.words import say, step
from bot.settings import Settings

# Where no account is configured; they open nothing but the stand-in.
MADE_UP = {
    "wechat_app_id": "wx_standin",
    "wechat_app_secret": "standin",
    "wechat_token": "standin",
    "wechat_aes_key": "standin" * 6 + "0",
}
LOCAL = "127.0.0.1"


def with_stand_in(settings: Settings, port: int) -> Settings:
    """The configured account, or a made-up one, with the stand-in in WeChat's place; only for this machine."""
    account = {} if wiring.wechat_account(settings) else MADE_UP
    return replace(settings, host=LOCAL, wechat_api_url=f"http://{LOCAL}:{port}", **account)  # type: ignore[arg-type]


async def simulate(settings: Settings, port: int) -> int:
    """Until stopped."""
    settings = with_stand_in(settings, port)
    check_port(settings)
    check_port(replace(settings, port=port))
    account = wiring.wechat_account(settings)
    assert account is not None
    sys.setswitchinterval(SWITCH_SECONDS)
    stopped = asyncio.Event()
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_, stopped.set)
    platform = Platform(account, f"http://{LOCAL}:{settings.port}{PATH}")
    async with wiring.open_service(settings, step, imported=tell) as service:
        runners = [build_runner(wiring.build_web(service)), build_runner(build(platform))]
        try:
            for runner, at in zip(runners, (settings.port, port)):
                await runner.setup()
                await web.TCPSite(runner, LOCAL, at).start()
            say("wechat_simulating", url=f"http://localhost:{port}")
            await stopped.wait()
        finally:
            for runner in runners:
                await runner.cleanup()
    return 0
