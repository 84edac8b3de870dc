"""One session that goes on and on: does its 300th message cost what its first did?

`python -m bench.long_session`: the same ten messages at the beginning and at the end, others between them. A round of
the ten in another session comes first, so that no vector is new when they are timed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.questions import ROOT, shuffled_texts
from bench.report import keep, quantiles, table

if TYPE_CHECKING:
    from bot.wiring import Service

MESSAGES, EDGE = 300, 10


def main() -> int:
    """Print and keep the figures."""
    os.chdir(ROOT)
    from bot.assistant.quiet import quieten

    quieten()
    figures = asyncio.run(_measure())
    rows = [(name, of["p50"], of["p95"]) for name, of in figures.items() if isinstance(of, dict)]
    print(table(["milliseconds a turn", "p50", "p95"], rows))
    print(f"last / first: {figures['ratio']:.2f}; Rasa's file: {figures['rasa_mb']} MB")
    keep("long_session", {"messages": MESSAGES, **figures})
    return 0


async def _measure() -> dict[str, object]:
    from bench.ours import open_ours

    texts = shuffled_texts()
    edge, middle = texts[:EDGE], texts[EDGE : MESSAGES - EDGE]
    with tempfile.TemporaryDirectory() as folder:
        async with open_ours(Path(folder)) as service:
            await _times(service, "warm", edge)
            first, _, last = [await _times(service, "long", part) for part in (edge, middle, edge)]
        size = sum(file.stat().st_size for file in Path(folder).glob("rasa.db*"))
    summary = {f"first {EDGE}": quantiles(first), f"last {EDGE}": quantiles(last)}
    return {**summary, "ratio": sum(last) / sum(first), "rasa_mb": round(size / 2**20, 1)}


async def _times(service: Service, session: str, texts: list[str]) -> list[float]:
    from bench.ours import say

    times = []
    for text in texts:
        started = time.perf_counter()
        await say(service, session, text)
        times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    sys.exit(main())
