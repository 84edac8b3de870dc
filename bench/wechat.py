"""Load and chaos for the WeChat channel, from a second process that behaves like WeChat's servers.

    .venv/bin/python -m bench.wechat [--rate 30] [--seconds 60] [--model models/ours.tar.gz] [--kills 0] [--port 8110]

With `--kills` the process under load is killed (SIGKILL) so often, at random moments, and started again. Prints JSON:
sent, lost, twice, refused by the platform, and the passive answers' median and 99th percentile in seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from typing import Any

from aiohttp import web

from bench.wechat_worker import account
from bot.channels.wechat.standin.platform import Platform
from bot.channels.wechat.standin.server import build

QUESTIONS = ("申请公开要钱吗", "申请公开要多久答复", "路边烧烤谁管", "怎么申请公开", "城市道路挖掘怎么办", "你好")
SLOW_SHARE, SLOW_SECONDS = 0.1, 6.0
SETTLE_SECONDS = 90


class Worker:
    """The process under load."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.wechat_worker", *self._arguments,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        assert self._process.stdout is not None
        while (line := await self._process.stdout.readline()) != b"ready\n":
            if not line:
                raise SystemExit("the worker did not start")

    async def kill(self) -> None:
        self._process.kill()
        await self._process.wait()


async def measure(
    rate: float, seconds: float, *, kills: int = 0, model: str | None = None, port: int = 8110, slow: bool = False
) -> dict[str, Any]:
    """One run."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"http://127.0.0.1:{port + 1}"
        platform = Platform(account(url), f"http://127.0.0.1:{port}/wechat")
        runner = web.AppRunner(build(platform))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port + 1).start()
        worker = Worker(str(port), url, folder, *([model] if model else []))
        await worker.start()
        try:
            chaos = asyncio.create_task(_kill(worker, kills, seconds))
            said = await _load(platform, rate, seconds, echo=model is None, slow=slow or kills > 0)
            await chaos
            await _settled(platform, said)
        finally:
            await worker.kill()
            await runner.cleanup()
        return _report(platform, said, echo=model is None)


async def _kill(worker: Worker, kills: int, seconds: float) -> None:
    for _ in range(kills):
        await asyncio.sleep(random.uniform(0.2, 2 * seconds / max(kills, 1)))
        await worker.kill()
        await worker.start()


async def _load(platform: Platform, rate: float, seconds: float, *, echo: bool, slow: bool) -> dict[str, str]:
    """openid → what was said; every citizen writes once."""
    said: dict[str, str] = {}
    tasks, began = [], time.monotonic()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        wait = SLOW_SECONDS if slow and random.random() < SLOW_SHARE else 0
        openid = f"oLoad{number}"
        said[openid] = f"第{number}句~{wait}" if echo else random.choice(QUESTIONS)
        tasks.append(asyncio.create_task(platform.say(openid, said[openid])))
    await asyncio.gather(*tasks)
    return said


def _answers(platform: Platform, openid: str) -> list[dict[str, Any]]:
    return [line for line in platform.phone(openid).lines if line["who"] == "account"]


async def _settled(platform: Platform, said: dict[str, str]) -> None:
    """Late ones come within the time; then a little longer, for what must not come."""
    ends = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < ends and not all(_answers(platform, openid) for openid in said):
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)


def _report(platform: Platform, said: dict[str, str], *, echo: bool) -> dict[str, Any]:
    """Lost: a push was heard and nothing came. What WeChat tried three times at a dead door was never ours."""
    heard = {name for name, _, ended in platform.tries if ended in ("answered", "TimeoutError")}
    counts = {openid: len(_answers(platform, openid)) for openid in said}
    times = sorted(
        line["seconds"] for openid in said for line in _answers(platform, openid) if line["how"] == "passive"
    )
    lost = [openid for openid, count in counts.items() if count == 0]
    wrong = sum(line["text"] != said[openid] for openid in said for line in _answers(platform, openid))
    return {
        "sent": len(said), "lost": len(lost), "twice": sum(count > 1 for count in counts.values()),
        "wrong": wrong if echo else None,
        "later": sum(line["how"] == "later" for openid in said for line in _answers(platform, openid)),
        "tries": dict(Counter(f"{number} {ended}" for _, number, ended in platform.tries)), "heard": len(heard),
        "p50": times[len(times) // 2] if times else None,
        "p99": times[len(times) * 99 // 100] if times else None,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--model")
    parser.add_argument("--port", type=int, default=8110)
    given = parser.parse_args()
    report = measure(given.rate, given.seconds, kills=given.kills, model=given.model, port=given.port)
    print(json.dumps(asyncio.run(report), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
