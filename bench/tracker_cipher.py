"""What encryption costs a turn: `python -m bench.tracker_cipher [EVENTS]` on events of a real talk, in memory.

A turn reads every event of the talk once and writes those it added; this counts all as read and all as written.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.ours import open_ours, say
from bot.assistant.quiet import quieten
from bot.cipher import Cipher, new_key

TEXTS = ("申请公开要钱吗", "砍树要办什么手续", "那要多久", "路边烧烤谁管", "转人工")
ROUNDS = 200


async def events_of_a_talk(count: int) -> list[str]:
    """As Rasa writes them, the newest ones."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_ours(Path(folder)) as service:
            for text in TEXTS:
                await say(service, "s1", text)
            tracker = await service.assistant._in_thread(service.assistant._tracker("bench:s1"))
            assert tracker
            return [json.dumps(event.as_dict()) for event in tracker.events][-count:]


def milliseconds(work: Callable[[], object]) -> str:
    """Median and 95th percentile."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return f"p50 {statistics.median(taken):.2f} ms, p95 {statistics.quantiles(taken, n=20)[-1]:.2f} ms"


def main() -> None:
    """Print sizes and times."""
    quieten()
    events = asyncio.run(events_of_a_talk(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
    cipher = Cipher([new_key()])
    tokens = [cipher.encrypt(event) for event in events]
    print(f"{len(events)} events: {sum(map(len, events))} bytes plain, {sum(map(len, tokens))} encrypted")
    print("encrypt:", milliseconds(lambda: [cipher.encrypt(event) for event in events]))
    print("decrypt:", milliseconds(lambda: [cipher.decrypt(token) for token in tokens]))


if __name__ == "__main__":
    main()
