"""The gate on quality: the whole assistant on every set of questions, against tests/evaluation/floor.json.

`make quality` or `python -m bench.quality [--write-floor] [--write-docs]`: prints a table, keeps the reports, and ends
with 1 when a figure fell by more than its noise (bot.evaluation.noise). The citizens' questions lie outside the
repository: where they are missing, the rest is measured and their floor stays as it is. The model is measured as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actions.decision import ANSWER
from bench import pictures, quality_document, thresholds
from bench.ours import is_stale, open_ours, say
from bench.quality_document import TOLD, WORDS
from bench.questions import CITIZENS, ROOT, development_files
from bench.report import RESULTS, keep, share, table
from bot.assistant.quiet import quieten
from bot.assistant.train import model_path
from bot.evaluation.cases import read_cases
from bot.evaluation.noise import Count, Fall, falls, read, written
from bot.evaluation.run import Outcome, run_cases
from bot.evaluation.score import counts, score
from bot.settings import Settings

FLOOR = ROOT / "tests/evaluation/floor.json"
DOCUMENT = ROOT / "docs/quality.md"
_CITIZENS = ("citizen-questions", "citizen-noisy", "citizen-dialogues")
# The development files together: what is noise in one of them need not be in all.
_TOGETHER = "dev"


def main() -> int:
    """Measure, tell, compare, and write what is asked for."""
    arguments = _arguments()
    os.chdir(ROOT)
    quieten()
    if is_stale():
        print(WORDS["stale"])
    started = time.perf_counter()
    outcomes = asyncio.run(_measure())
    reports = {name: score(own) for name, own in outcomes.items()}
    _show(reports)
    keep("quality", {"seconds": round(time.perf_counter() - started), "sets": reports})
    now = {name: counts(own) for name, own in outcomes.items()}
    if arguments.write_floor:
        write_floor({**read_floor(), **now})
    fallen = compare(now, read_floor())
    if arguments.write_docs:
        _write_document(reports)
    return tell(fallen, now)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality")
    parser.add_argument("--write-floor", action="store_true", help="these figures are the floor from now on")
    parser.add_argument("--write-docs", action="store_true", help="draw tables and pictures of docs/quality.md")
    return parser.parse_args()


def files() -> dict[str, Path]:
    """Every set that is there, by name."""
    citizens = {name: CITIZENS.with_name(f"{name}.jsonl") for name in _CITIZENS}
    there = {name: path for name, path in citizens.items() if path.exists()}
    return there | {path.stem: path for path in development_files()}


async def _measure() -> dict[str, list[Outcome]]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_ours(Path(folder)) as service:

            async def ask(session: str, text: str, page: str | None) -> Mapping[str, Any]:
                return (await say(service, session, text, page)).to_dict()

            outcomes = {name: await run_cases(read_cases(path), ask) for name, path in files().items()}
    together = [outcome for path in development_files() for outcome in outcomes[path.stem]]
    return {**outcomes, _TOGETHER: together}


def _show(reports: Mapping[str, Mapping[str, Any]]) -> None:
    rows = [
        (name, own["messages"], *(share(own[key]) for key in TOLD[1:]), own["milliseconds"]["p50"])
        for name, own in reports.items()
    ]
    print(table(["", *TOLD, "p50 ms"], rows))


def read_floor() -> dict[str, dict[str, Count]]:
    """Set → figure → count; empty before the first was written."""
    return {name: read(own) for name, own in json.loads(FLOOR.read_text("utf-8")).items()} if FLOOR.exists() else {}


def write_floor(floor: Mapping[str, Mapping[str, Count]]) -> None:
    """One line a figure, so that a change shows which one moved."""
    text = json.dumps({name: written(own) for name, own in floor.items()}, indent=1)
    FLOOR.write_text(re.sub(r"\{\s+(\"right\": \d+),\s+(\"of\": \d+)\s+\}", r"{\1, \2}", text) + "\n", "utf-8")
    print(WORDS["written"].format(path=FLOOR.relative_to(ROOT)))


def compare(now: Mapping[str, Mapping[str, Count]], floor: Mapping[str, Mapping[str, Count]]) -> dict[str, list[Fall]]:
    """The sets where something fell."""
    fallen = {name: falls(now[name], own) for name, own in floor.items() if name in now}
    return {name: own for name, own in fallen.items() if own}


def sentence(name: str, fall: Fall) -> str:
    """What fell, from where, and where the floor is."""
    values = {"now": fall.now.share, "right": fall.now.right, "of": fall.now.of, "floor": fall.floor}
    names = {"set": WORDS["sets"][name], "figure": WORDS["figures"][fall.name]}
    return str(WORDS["fallen"]).format(**names, **values, before=fall.before.share, before_of=fall.before.of)


def tell(fallen: Mapping[str, list[Fall]], now: Mapping[str, Mapping[str, Count]]) -> int:
    """Say what fell and what was not measured; the exit code: 1 when something fell or there is no floor."""
    floor = read_floor()
    if absent := [WORDS["sets"][name] for name in floor if name not in now]:
        print(WORDS["left_out"].format(sets="、".join(absent)))
    for name, own in fallen.items():
        for fall in own:
            print(sentence(name, fall), file=sys.stderr)
    if not floor:
        print(WORDS["no_floor"], file=sys.stderr)
    elif not fallen:
        print(WORDS["passed"].format(count=sum(len(own) for name, own in floor.items() if name in now)))
    return 1 if fallen or not floor else 0


def _write_document(reports: Mapping[str, Mapping[str, Any]]) -> None:
    heard = thresholds.listen(model_path(Settings().model_dir))
    pairs = [item.pair for item in heard]
    pictures.reliability(pairs, DOCUMENT.with_name("quality-reliability.svg"))
    pictures.risk_coverage(pairs, ANSWER, thresholds.TARGETS, DOCUMENT.with_name("quality-risk-coverage.svg"))
    sections = {
        "figures": quality_document.figures(reports),
        "floor": quality_document.floor(read_floor()),
        "baseline": quality_document.baseline([_result(path) for path in sorted(RESULTS.glob("understanding-*.json"))]),
        "confidence": quality_document.confidence(thresholds.measured(heard)),
        "learning": quality_document.learning(_result(RESULTS / "learning_curve.json")),
        "intents": quality_document.measured(_result(RESULTS / "intents.json")),
        "search": quality_document.articles(_result(RESULTS / "article_search.json")),
    }
    DOCUMENT.write_text(quality_document.filled(DOCUMENT.read_text("utf-8"), sections), "utf-8")
    print(WORDS["written"].format(path=DOCUMENT.relative_to(ROOT)))


def _result(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
