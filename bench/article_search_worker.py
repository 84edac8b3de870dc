"""An index of articles opened in a process of its own, so that time to open and memory are its alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

LIMIT = 10


def answer(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Per way to search: rows found for each question, milliseconds; also seconds to open, and memory in MB. The
    time of a sentence vector is told apart and is not in the others."""
    from bot.library.search.article_index import ArticleIndex
    from bot.text.normalise import normalise
    from bot.text.vectors import encoder

    vectors, times = [], {"vector": [], "words": [], "vectors": [], "fused": []}
    for question in ("先问一句，让词表和编码器都装好", *questions):
        started = time.perf_counter()
        vectors.append(encoder().encode([normalise(question)])[0])
        times["vector"].append((time.perf_counter() - started) * 1000)
    before, started = memory(), time.perf_counter()
    index = ArticleIndex(folder)
    index.find("头一次")
    opened = time.perf_counter() - started
    ways: dict[str, Callable[[str, int], list[tuple[int, float]]]] = {
        "words": index.words.search,
        "vectors": lambda text, limit: index.vectors.search(encoder().encode([normalise(text)])[0], limit),
        "fused": index.fused,
    }
    found: dict[str, list[list[int]]] = {way: [] for way in ways}
    for question in questions:
        for way, find in ways.items():
            started = time.perf_counter()
            rows = find(question, LIMIT)
            times[way].append((time.perf_counter() - started) * 1000)
            found[way].append([row for row, _ in rows])
    times["vector"] = times["vector"][1:]
    times["whole"] = [sum(pair) for pair in zip(times["vector"], times["fused"])]
    return {"found": found, "ms": times, "open_s": opened, "before_mb": before, "after_mb": memory()}


def memory() -> dict[str, int]:
    """Of this process: all of it, and of that what is files mapped (the kernel takes that back when it needs it)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {name: int(status[name].split()[0]) // 1024 for name in ("VmRSS", "RssFile")}
