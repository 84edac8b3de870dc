"""The questions that measurements use. Nobody trains on them."""

from __future__ import annotations

import random
from pathlib import Path

from bot.evaluation.cases import Turn, read_cases

ROOT = Path(__file__).resolve().parent.parent
CITIZENS = ROOT / "../shared/data/evaluation/citizen-questions.jsonl"
_SEED = 20261124


def development_files() -> list[Path]:
    """tests/evaluation/dev-*.jsonl."""
    return sorted((ROOT / "tests/evaluation").glob("dev-*.jsonl"))


def development() -> list[Turn]:
    """Every turn of the development files."""
    return [turn for path in development_files() for case in read_cases(path) for turn in case.turns]


def shuffled_texts() -> list[str]:
    """The messages of the development files in an order that is the same each time: topics and styles mixed."""
    texts = list(dict.fromkeys(turn.text for turn in development()))
    random.Random(_SEED).shuffle(texts)
    return texts
