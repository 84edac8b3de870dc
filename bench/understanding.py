"""How well citizens' questions are understood: our whole assistant, and Rasa's default pipeline on the same data.

`python -m bench.understanding [FILE.jsonl] [--precision 0.97]`. The baseline's topic is its intent and the response key
its selector prefers. It is shown answering everything (top 1), where its own FallbackClassifier lets it, and above a
threshold chosen on tests/evaluation/dev-*.jsonl for the precision asked of ours.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.baseline import agent as baseline
from bench.baseline.threshold import threshold_for
from bench.ours import STALE, is_stale, open_ours, say
from bench.questions import CITIZENS, ROOT, development_files
from bench.report import keep, share, table
from bot.assistant.quiet import quieten
from bot.evaluation.cases import Case, read_cases
from bot.evaluation.run import Outcome, run_cases
from bot.evaluation.score import judge, score
from bot.library.library import Library

if TYPE_CHECKING:
    from rasa.core.agent import Agent

_TOLD = ("right_among_answered", "answered_right", "answered", "foreign_answered_as_else", "emergency_recall",
         "calibration_error")  # fmt: skip
_UNSURE = {"kind": "handoff", "entry": None}


def main() -> int:
    """Print and keep one row for each way to answer."""
    arguments = _arguments()
    os.chdir(ROOT)
    quieten()
    if is_stale():
        print(STALE)
    figures = asyncio.run(_measure(read_cases(arguments.file), arguments.precision))
    head = ["", "right/answered", "right/all", "answered", "foreign as else", "emergencies", "ECE", "p50 ms"]
    rows = [(name, *(share(of[key]) for key in _TOLD), of["milliseconds"]["p50"]) for name, of in figures.items()]
    print(table([str(arguments.file.name), *head[1:]], rows))
    keep(
        f"understanding-{arguments.file.stem}",
        {"file": arguments.file.name, "precision": arguments.precision, "rows": figures},
    )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.understanding")
    parser.add_argument("file", nargs="?", type=lambda name: Path(name).resolve(), default=CITIZENS.resolve())
    parser.add_argument("--precision", type=float, default=0.97, help="what the baseline's threshold is chosen for")
    return parser.parse_args()


async def _measure(cases: list[Case], precision: float) -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_ours(Path(folder)) as service:

            async def ask(session: str, text: str, page: str | None) -> Mapping[str, Any]:
                return (await say(service, session, text, page)).to_dict()

            figures = {"ours": score(await run_cases(cases, ask))}
        if baseline.exists():
            agent = await baseline.load(f"sqlite:///{folder}/baseline.db")
            figures |= await _baseline(agent, service.library, cases, precision)
    return figures


async def _baseline(agent: Agent, library: Library, cases: list[Case], precision: float) -> dict[str, dict[str, Any]]:
    async def ask(session: str, text: str, page: str | None) -> Mapping[str, Any]:
        return _reply(baseline.guess(await agent.parse_message(text)), library)

    development = [case for path in development_files() for case in read_cases(path)]
    judged = [judge(outcome) for outcome in await run_cases(development, ask)]
    chosen = threshold_for(precision, [(v.outcome.reply["confidence"], v.right) for v in judged if v.answered])
    outcomes = await run_cases(cases, ask)
    ways: dict[str, Callable[[Mapping[str, Any]], bool]] = {
        "baseline, top 1": lambda reply: True,
        "baseline, its own fallback": lambda reply: not reply["unsure"],
        f"baseline, from {chosen:.3f}": lambda reply: bool(reply["confidence"] >= chosen),
    }
    return {
        name: score(outcome if answers(outcome.reply) else _silent(outcome) for outcome in outcomes)
        for name, answers in ways.items()
    }


def _reply(guess: baseline.Guess, library: Library) -> Mapping[str, Any]:
    """What counts of it. The text of an emergency is taken to begin with the number, as the entry's does."""
    entry = library.get(guess.entry) if guess.entry else None
    phone = entry.route.phone if entry and entry.route else None
    return {
        "kind": "answer" if guess.entry else "chat",
        "entry": guess.entry,
        "confidence": guess.confidence,
        "unsure": guess.unsure,
        "messages": [{"text": phone or ""}],
    }


def _silent(outcome: Outcome) -> Outcome:
    return Outcome(outcome.turn, _UNSURE, outcome.milliseconds)


if __name__ == "__main__":
    sys.exit(main())
