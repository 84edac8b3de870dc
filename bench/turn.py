"""The whole turn in process, from the message to the stored reply, ours and the baseline's in turns.

`python -m bench.turn`: 200 different messages, four a session, after a warm-up; then the same 200 in new sessions,
which meet the cache of sentence vectors. Each assistant runs in a process of its own, never both at a time. `cpu` is
the processor's time: on a busy machine it says more than the clock.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from bench.baseline import agent as baseline
from bench.ours import STALE, is_stale
from bench.questions import ROOT, shuffled_texts
from bench.report import keep, quantiles, table
from bench.turn_worker import PARTS, work

MESSAGES, WARM_UP, A_SESSION = 200, 20, 4
Turns = dict[str, list[dict[str, float]]]


def main() -> int:
    """Print and keep the figures."""
    os.chdir(ROOT)
    if is_stale():
        print(STALE)
    names = ["ours", "baseline"] if baseline.exists() else ["ours"]
    workers = {name: Worker(name) for name in names}
    texts = shuffled_texts()
    _rounds(workers, texts[MESSAGES : MESSAGES + WARM_UP], "warm")
    first, again = (_rounds(workers, texts[:MESSAGES], name) for name in ("first", "again"))
    figures = {
        name: {**worker.loaded, **worker.stop(), "first": _summary(first[name]), "again": _summary(again[name])}
        for name, worker in workers.items()
    }
    _show(figures)
    ratio = _ratio(first)
    if ratio:
        print(f"\nbaseline / ours, median over the same messages: {ratio:.2f}")
    keep("turn", {"messages": MESSAGES, "baseline_over_ours": ratio, "assistants": figures})
    return 0


class Worker:
    """An assistant's process; loaded when it is made."""

    def __init__(self, kind: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe: Connection
        self._pipe, far_end = context.Pipe()
        self._process: SpawnProcess = context.Process(target=work, args=(kind, far_end), daemon=True)
        self._process.start()
        far_end.close()
        self.loaded = {f"loaded_{key}" if key == "rss_mb" else key: value for key, value in self._pipe.recv().items()}

    def turn(self, session: str, text: str) -> dict[str, float]:
        """Milliseconds of each part, of the whole, and of the processor."""
        self._pipe.send((session, text))
        parts, cpu = self._pipe.recv()
        return {**parts, "whole": sum(parts.values()), "cpu": cpu}

    def stop(self) -> dict[str, Any]:
        """Its memory at the end."""
        self._pipe.send(None)
        memory: dict[str, Any] = self._pipe.recv()
        self._process.join(30)
        return memory


def _rounds(workers: dict[str, Worker], texts: list[str], name: str) -> Turns:
    """Every message to every assistant; who goes first changes each time."""
    turns: Turns = {kind: [] for kind in workers}
    for place, text in enumerate(texts):
        order = list(workers) if place % 2 else list(reversed(workers))
        for kind in order:
            turns[kind].append(workers[kind].turn(f"{name}-{place // A_SESSION}", text))
    return turns


def _summary(turns: list[dict[str, float]]) -> dict[str, Any]:
    whole = quantiles([turn["whole"] for turn in turns])
    cpu = quantiles([turn["cpu"] for turn in turns])
    parts = {part: quantiles([turn.get(part, 0.0) for turn in turns])["p50"] for part in PARTS}
    return {**whole, "cpu_p50": cpu["p50"], "cpu_p95": cpu["p95"], "parts_p50": parts}


def _ratio(turns: Turns) -> float | None:
    if "baseline" not in turns:
        return None
    pairs = zip(turns["baseline"], turns["ours"])
    return quantiles([theirs["whole"] / ours["whole"] for theirs, ours in pairs])["p50"]


def _show(figures: dict[str, dict[str, Any]]) -> None:
    told = ("p50", "p95", "cpu_p50", "cpu_p95")
    rows = [
        (f"{name}, {label}", *(of[key][p] for p in told), *of[key]["parts_p50"].values())
        for name, of in figures.items()
        for key, label in (("first", "new messages"), ("again", "repeated"))
    ]
    print(table(["milliseconds a turn", *told, *(f"{part} p50" for part in PARTS)], rows), end="\n\n")
    sizes = ("import_s", "model_s", "ready_s", "loaded_rss_mb", "rss_mb", "peak_mb")
    print(table(["process", *sizes], [(name, *(of[size] for size in sizes)) for name, of in figures.items()]))


if __name__ == "__main__":
    sys.exit(main())
