"""Load and chaos for the WeChat channel, from a second process that behaves like WeChat's servers.

    .venv/bin/python -m bench.wechat [--rate 30] [--seconds 60] [--citizens 300]
        [--model models/assistant.tar.gz] [--kills 0] [--port 8110]

With `--kills` the process under load is killed (SIGKILL) so often, at random moments, and started again. Prints JSON:
sent, lost, twice, maybe (told again as such after a kill), and the passive answers' median and 99th percentile (s).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from typing import Any

from aiohttp import web

from bench.wechat_worker import account
from bot.channels.wechat.standin.platform import Platform
from bot.channels.wechat.standin.server import build
from bot.channels.wechat.words import load_words

QUESTIONS = ("申请公开要钱吗", "申请公开要多久答复", "路边烧烤谁管", "怎么申请公开", "城市道路挖掘怎么办", "你好")
SLOW_SHARE, SLOW_SECONDS = 0.1, 6.0
SETTLE_SECONDS = 90
BUSY = load_words()["busy"]
EARLIER, MAYBE = (load_words()[name].format(text="") for name in ("earlier", "maybe_earlier"))

Said = dict[str, list[str]]


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
    rate: float, seconds: float, *, citizens: int = 300, kills: int = 0, model: str | None = None, port: int = 8110
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
            said = await _load(platform, rate, seconds, citizens, echo=model is None, slow=kills > 0)
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


async def _load(platform: Platform, rate: float, seconds: float, citizens: int, *, echo: bool, slow: bool) -> Said:
    """openid → what was said; citizens write in turn."""
    said: Said = defaultdict(list)
    tasks, began = [], time.monotonic()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        wait = SLOW_SECONDS if slow and random.random() < SLOW_SHARE else 0
        openid = f"oLoad{number % citizens}"
        said[openid].append(f"第{number}句~{wait}" if echo else random.choice(QUESTIONS))
        tasks.append(asyncio.create_task(platform.say(openid, said[openid][-1])))
    await asyncio.gather(*tasks)
    return said


def _answers(platform: Platform, openid: str) -> list[dict[str, Any]]:
    return [line for line in platform.phone(openid).lines if line["who"] == "account"]


async def _settled(platform: Platform, said: Said) -> None:
    """Late ones come within the time; then a little longer, for what must not come."""
    ends = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < ends and any(
        len(_answers(platform, openid)) < len(texts) for openid, texts in said.items()
    ):
        await asyncio.sleep(0.5)
    await asyncio.sleep(5)


def _report(platform: Platform, said: Said, *, echo: bool) -> dict[str, Any]:
    """An echo is told by its words; a real answer only counted. What comes again with the next message and is told as
    such ("maybe") because nobody can know whether it arrived is neither lost nor given twice."""
    owed, given, maybe = Counter[str](), Counter[str](), Counter[str]()
    lines = [(openid, line) for openid in said for line in _answers(platform, openid)]
    for openid, texts in said.items():
        owed.update(texts if echo else {openid: len(texts)})
    for openid, line in lines:
        *before, last = line["text"].split("\n\n") if echo else [openid]
        given.update([last, *(part.removeprefix(EARLIER) for part in before if part.startswith(EARLIER))])
        maybe.update(part.removeprefix(MAYBE) for part in before if part.startswith(MAYBE))
    times = sorted(line["seconds"] for _, line in lines if line["how"] == "passive")
    return {
        "sent": owed.total(), "lost": (owed - given - maybe).total(), "twice": (given - owed).total(),
        "maybe": maybe.total(),
        "busy": sum(line["text"] == BUSY for _, line in lines),
        "later": sum(line["how"] == "later" for _, line in lines),
        "tries": dict(Counter(f"{number} {ended}" for _, number, ended in platform.tries)),
        "p50": times[len(times) // 2] if times else None,
        "p99": times[len(times) * 99 // 100] if times else None,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--citizens", type=int, default=300)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--model")
    parser.add_argument("--port", type=int, default=8110)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(measure(**vars(given))), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
