"""An index of articles opened in a process of its own, so that time to open and memory are its alone."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Rows = list[tuple[int, float]]
LIMIT = 10


class Clock:
    """Milliseconds by name: by the clock, and of the processor (what somebody else's work does not stretch)."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: {"ms": [], "cpu_ms": []})

    def __call__(self, name: str, run: Callable[[str], Any], text: str) -> Any:
        started, busy = time.perf_counter(), time.process_time()
        result = run(text)
        self.taken[name]["ms"].append((time.perf_counter() - started) * 1000)
        self.taken[name]["cpu_ms"].append((time.process_time() - busy) * 1000)
        return result


def answer(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Rows found for each question by words, vectors and both; milliseconds of each, of the sentence's vector (which is
    not in the others) and of a whole search; seconds to open; MB before and after."""
    from bot.library.search.article_index import ArticleIndex
    from bot.text.normalise import normalise
    from bot.text.vectors import encoder

    clock = Clock()

    def encode(question: str) -> Any:
        return encoder().encode([normalise(question)])[0]

    encode("先问一句，让词表和编码器都装好")
    before, started = memory(), time.perf_counter()
    index = ArticleIndex(folder)
    index.find("头一次")
    opened = time.perf_counter() - started
    ways: dict[str, Callable[[str], Rows]] = {
        "words": lambda text: index.words.search(text, LIMIT),
        "vectors": lambda text: index.vectors.search(encode(text), LIMIT),
        "fused": lambda text: index.fused(text, LIMIT),
    }
    found: dict[str, list[list[int]]] = {way: [] for way in ways}
    for question in questions:
        clock("vector of the question", encode, question)  # remembered: later calls do not compute it
        for way, find in ways.items():
            found[way].append([row for row, _ in clock(way, find, question)])
    times = {name: dict(taken) for name, taken in clock.taken.items()}
    pairs = [times[name] for name in ("vector of the question", "fused")]
    times["whole"] = {kind: [sum(both) for both in zip(*(pair[kind] for pair in pairs))] for kind in ("ms", "cpu_ms")}
    return {"found": found, "times": times, "open_s": round(opened, 2), "before_mb": before, "after_mb": memory()}


def memory() -> dict[str, int]:
    """Of this process: all of it, and of that what is files mapped (the kernel takes that back when it needs it)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {name: int(status[name].split()[0]) // 1024 for name in ("VmRSS", "RssFile")}
