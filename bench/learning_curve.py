"""Right topics against phrasings per topic: is more data the next lever, or a better model?

`python -m bench.learning_curve [FILE.jsonl …] [--sizes 4 8 16 24 40 64]` trains the product's pieces (bench/pieces.py)
on so many phrasings of each topic, and last on all. Measured on tests/evaluation/dev-*.jsonl and, where they lie, the
citizens' questions. A topic is what the model ranks first for the message by itself: no dialogue, no asking back.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.curve_points import Point, Question, figures_of
from bench.questions import CITIZENS, ROOT, development_files
from bench.report import keep, share, table
from bot.assistant.quiet import quieten
from bot.evaluation.cases import FORM_VALUE, Turn, read_cases

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

SIZES = (4, 8, 16, 24, 40, 64)
# The fewer phrasings, the more it matters which.
_SEEDS = {4: 3, 8: 3, 16: 3}
_SEEDS_ELSE = 2


def main() -> int:
    """Print and keep the curve."""
    arguments = _arguments()
    os.chdir(ROOT)
    quieten()
    questions = [question for path in arguments.files for question in _questions(path)]
    points = _measure(questions, [*arguments.sizes, None])
    figures = figures_of(questions, points)
    _print(figures)
    keep("learning_curve", figures)
    return 0


def _arguments() -> argparse.Namespace:
    citizens = [path.resolve() for path in (CITIZENS, CITIZENS.with_name("citizen-noisy.jsonl")) if path.exists()]
    parser = argparse.ArgumentParser(prog="python -m bench.learning_curve")
    parser.add_argument("files", nargs="*", type=lambda name: Path(name).resolve(),
                        default=[*development_files(), *citizens])  # fmt: skip
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    return parser.parse_args()


def _questions(path: Path) -> list[Question]:
    return [_question(turn, path.stem) for case in read_cases(path) for turn in case.turns if turn.entry != FORM_VALUE]


def _question(turn: Turn, file: str) -> Question:
    topics = frozenset(topic.replace(".", "/", 1) for topic in (turn.entry, *turn.also))
    return Question(turn.text, topics, turn.group or file, file)


def _measure(questions: Sequence[Question], sizes: Sequence[int | None]) -> list[Point]:
    from bench.pieces import copies, prepared, vectors
    from bench.topics import phrasings

    everything = prepared(phrasings(), copies())
    vectors(everything)  # into the cache: no point's own time
    points = []
    for size in sizes:
        for seed in range(_SEEDS.get(size, _SEEDS_ELSE) if size else 1):
            points.append(_point(everything, size, seed, questions))
            told = [size or "all", seed, share(float(points[-1].right.mean())), f"{points[-1].seconds:.0f} s"]
            print(*told, file=sys.stderr, flush=True)
    return points


def _point(everything: Sequence[Message], size: int | None, seed: int, questions: Sequence[Question]) -> Point:
    from bench.pieces import Pieces, written
    from bench.topics import some_of

    started = time.process_time()
    messages = some_of(everything, size, seed)
    pieces = Pieces(messages)
    rows = pieces.probabilities([question.text for question in questions])
    best = np.array(pieces.classes)[np.argsort(-rows, axis=1)[:, :3]]
    hits = np.array([[name in question.topics for name in names] for names, question in zip(best, questions)])
    phrasings = round(len(written(messages)) / len(pieces.classes), 1)
    return Point(size, phrasings, time.process_time() - started, hits[:, 0], hits.any(axis=1), rows.max(axis=1))


def _print(figures: Mapping[str, Any]) -> None:
    shares = [key for key in figures["curve"][0] if key.startswith(("right", "among"))]
    rows = [(row["phrasings"], row["seeds"], *(share(row[key]) for key in shares), row["core_seconds"])
            for row in figures["curve"]]  # fmt: skip
    print(table(["phrasings a topic", "seeds", *shares, "core s"], rows))
    head = [str(row["phrasings"]) for row in figures["curve"]]
    for name in ("by_group", "by_file"):
        kinds = figures[name].items()
        rows = [(kind, own["questions"], *(share(right) for right in own["right"])) for kind, own in kinds]
        print(f"\n{table([name, 'questions', *head], rows)}")
    print(f"\n{figures['verdict']}")


if __name__ == "__main__":
    sys.exit(main())
