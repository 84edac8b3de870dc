"""`python -m bot serve`."""

from __future__ import annotations

import argparse
import asyncio
import errno
import signal
import socket
import sys

from aiohttp import web

from bot import wiring
from bot.app import build_runner
from bot.cli.imported import tell
from bot.cli.words import Failure, say, step
from bot.settings import Settings

# Seconds a thread may keep the interpreter while others wait. A door takes a dozen turns with the database's thread for
# one message; at Python's 5 ms each, an assistant that thinks all the time leaves it too few (bench/wechat.py).
SWITCH_SECONDS = 0.0005


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    check_port(settings)
    sys.setswitchinterval(SWITCH_SECONDS)
    return asyncio.run(_serve(settings))


def check_port(settings: Settings) -> None:
    """Tells of a taken port before minutes go into a training."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Failure("port", port=settings.port) from error
            raise Failure("address", host=settings.host) from error


async def _serve(settings: Settings) -> int:
    stopped = asyncio.Event()
    for signal_ in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_, stopped.set)
    async with wiring.open_service(settings, step, imported=tell) as service:
        runner = build_runner(wiring.build_web(service))
        await runner.setup()
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
            host = "localhost" if settings.host in {"0.0.0.0", "127.0.0.1", "::"} else settings.host  # noqa: S104
            say("ready", url=f"http://{host}:{settings.port}")
            await stopped.wait()
        finally:
            await runner.cleanup()
    return 0
