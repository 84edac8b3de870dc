"""Intents: our pipeline beside Rasa's default one for Chinese, clean and with homophones in place of characters.

`python -m bench.intents [--massive FOLDER] [--epochs 100]`. Our topics (training data → tests/evaluation/dev-*.jsonl):
ours with the copies of config.yml, and the trained baseline where there is one. MASSIVE zh-CN (train → validation):
ours with 0, 1 and 2 noised copies of each message, and the default pipeline with DIET (trained once, more than an hour
of one core). The noise is that of bench/homophones.py.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.baseline import agent as baseline
from bench.default_pipeline import EPOCHS
from bench.default_pipeline import predict as predict_by_default
from bench.homophones import noised
from bench.massive import FOLDER, TRAIN, VALIDATION, as_messages, read
from bench.questions import ROOT, development
from bench.report import keep, share, table
from bot.assistant.quiet import quieten

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

_SHARES = (0.0, 0.1, 0.2, 0.3)
_COPIES = (0, 1, 2)
Predict = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True)
class Asked:
    """A message and what it may be understood as; the first is meant."""

    text: str
    labels: tuple[str, ...]


def main() -> int:
    """Print and keep one row for each data set, system and share of noise."""
    parser = argparse.ArgumentParser(prog="python -m bench.intents")
    parser.add_argument("--massive", type=lambda name: Path(name).resolve(), default=FOLDER.resolve())
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="of DIET; fewer than Rasa's 100 are told in the row")
    arguments = parser.parse_args()
    os.chdir(ROOT)
    quieten()
    rows = [*_topics(), *_massive(arguments.massive, arguments.epochs)]
    head = ("data", "system", *(f"{name} {share:.0%}" for name in ("acc", "F1") for share in _SHARES))
    print(table(head, [_printed(row) for row in rows]))
    keep("intents", {"shares_of_characters_replaced": _SHARES, "rows": rows})
    return 0


def _massive(folder: Path, epochs: int) -> list[dict[str, Any]]:
    train, validation = folder / TRAIN, read(folder / VALIDATION)
    asked = [Asked(text, (label,)) for text, label in zip(validation.texts, validation.labels)]
    examples = partial(as_messages, train)
    ours = [_row("massive", f"ours, copies: {copies}", _ours(examples, copies), asked) for copies in _COPIES]
    return [*ours, _row("massive", f"default, {epochs} epochs", partial(predict_by_default, train, epochs), asked)]


def _topics() -> list[dict[str, Any]]:
    from bench.pieces import copies
    from bench.topics import phrasings

    asked = [Asked(turn.text, (turn.entry, *turn.also)) for turn in development()]
    ours = _row("topics", f"ours, copies: {copies()}", _ours(phrasings, copies()), asked)
    return [ours, _row("topics", "default", _baseline, asked)] if baseline.exists() else [ours]


def _ours(examples: Callable[[], list[Message]], copies: int) -> Predict:
    """The pieces of our pipeline, fitted when they are asked."""

    def predict(texts: Sequence[str]) -> list[str]:
        from bench.pieces import Pieces, prepared

        return [name.replace("/", ".", 1) for name in Pieces(prepared(examples(), copies)).predict(texts)]

    return predict


def _baseline(texts: Sequence[str]) -> list[str]:
    async def parse() -> list[str]:
        agent = await baseline.load("sqlite://")
        return [baseline.guess(await agent.parse_message(text)).entry or "" for text in texts]

    return asyncio.run(parse())


def _row(data: str, system: str, predict: Predict, asked: Sequence[Asked]) -> dict[str, Any]:
    """Accuracy and macro-F1 at each share of noise."""
    print(f"{data}: {system}", file=sys.stderr, flush=True)
    guesses = predict([noised(one.text, share) for share in _SHARES for one in asked])
    figures = [figures_of(guesses[start : start + len(asked)], asked) for start in range(0, len(guesses), len(asked))]
    by_name = {name: [figure[name] for figure in figures] for name in ("accuracy", "macro_f1")}
    return {"data": data, "system": system, "messages": len(asked), **by_name}


def figures_of(guesses: Sequence[str], asked: Sequence[Asked]) -> dict[str, float]:
    """Accuracy, and F1 averaged over the labels that are meant somewhere; an accepted guess counts as the meant one."""
    from sklearn.metrics import f1_score

    truth = [one.labels[0] for one in asked]
    counted = [one.labels[0] if guess in one.labels else guess for guess, one in zip(guesses, asked)]
    right = sum(guess == label for guess, label in zip(counted, truth)) / len(asked)
    f1 = f1_score(truth, counted, labels=sorted(set(truth)), average="macro", zero_division=0)
    return {"accuracy": round(right, 4), "macro_f1": round(float(f1), 4)}


def _printed(row: dict[str, Any]) -> list[str]:
    return [row["data"], row["system"], *(share(value) for value in (*row["accuracy"], *row["macro_f1"]))]


if __name__ == "__main__":
    sys.exit(main())
