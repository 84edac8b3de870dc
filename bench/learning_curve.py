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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bench.questions import CITIZENS, ROOT, development_files
from bench.report import keep, share, table
from bench.sampling import interval
from bot.assistant.quiet import quieten
from bot.evaluation.cases import FORM_VALUE, Turn, read_cases

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

SIZES = (4, 8, 16, 24, 40, 64)
# The fewer phrasings, the more it matters which.
_SEEDS = {4: 3, 8: 3, 16: 3}
_SEEDS_ELSE = 2
_SUREST = (0.8, 0.9)
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Question:
    """A message, its topics (one is meant, others accepted), what kind of phrasing it is and which file it is from."""

    text: str
    topics: frozenset[str]
    group: str
    file: str


@dataclass(frozen=True)
class Point:
    """One training: phrasings a topic at most and on average, seconds of one core, and per question whether it was
    right at once and among the first three, and how sure."""

    size: int | None
    phrasings: float
    seconds: float
    right: Bools
    among_three: Bools
    confidence: NDArray[np.float32]


def main() -> int:
    """Print and keep the curve."""
    arguments = _arguments()
    os.chdir(ROOT)
    quieten()
    questions = [question for path in arguments.files for question in _questions(path)]
    points = _measure(questions, [*arguments.sizes, None])
    _print(questions, points)
    keep("learning_curve", _figures(questions, points))
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


def _figures(questions: Sequence[Question], points: Sequence[Point]) -> dict[str, Any]:
    groups = np.array([question.group for question in questions])
    files = np.array([question.file for question in questions])
    return {
        "files": {name: int((files == name).sum()) for name in dict.fromkeys(files.tolist())},
        "curve": [_row(points, size) for size in _sizes(points)],
        "by_group": _split(points, groups),
        "by_file": _split(points, files),
        "verdict": _verdict(points),
    }


def _sizes(points: Sequence[Point]) -> list[int | None]:
    return list(dict.fromkeys(point.size for point in points))


def _row(points: Sequence[Point], size: int | None) -> dict[str, Any]:
    """Means over the seeds of one size."""
    own = [point for point in points if point.size == size]
    return {
        "at_most": size,
        "phrasings": own[0].phrasings,
        "seeds": len(own),
        "right": _mean([point.right.mean() for point in own]),
        "among_three": _mean([point.among_three.mean() for point in own]),
        **{f"right_in_surest_{part:.0%}": _mean([_in_surest(point, part) for point in own]) for part in _SUREST},
        "core_seconds": _mean([point.seconds for point in own]),
    }


def _in_surest(point: Point, part: float) -> float:
    surest = np.argsort(-point.confidence, kind="stable")[: round(part * len(point.right))]
    return float(point.right[surest].mean())


def _split(points: Sequence[Point], keys: NDArray[np.str_]) -> dict[str, dict[str, Any]]:
    """For each kind: how many questions, and right at once by size."""
    kinds = sorted(set(keys.tolist()), key=lambda kind: -int((keys == kind).sum()))
    return {
        kind: {
            "questions": int((keys == kind).sum()),
            "right": [float(_right(points, size)[keys == kind].mean().round(4)) for size in _sizes(points)],
        }
        for kind in kinds
    }


def _right(points: Sequence[Point], size: int | None) -> NDArray[np.float64]:
    """(questions,): the share of this size's trainings that were right."""
    right: NDArray[np.float64] = np.mean([point.right for point in points if point.size == size], axis=0)
    return right


def _verdict(points: Sequence[Point]) -> dict[str, Any]:
    """Whether the last step still brought more than chance, and where the topics are that were missed."""
    before, last = _sizes(points)[-2:]
    gained = _right(points, last) - _right(points, before)
    low, high = interval(gained)
    final = next(point for point in points if point.size == last)
    missed = ~final.right
    return {
        "from": _row(points, before)["phrasings"],
        "to": final.phrasings,
        "gained": _mean(gained),
        "interval_95": [low, high],
        "still_rises": low > 0,
        "missed": int(missed.sum()),
        # Among three but not first: the topic was seen, and a neighbour preferred.
        "missed_but_among_three": int((missed & final.among_three).sum()),
        "next_lever": "data" if low > 0 else "model",
    }


def _mean(values: Any) -> float:
    return round(float(np.mean(values)), 4)


def _print(questions: Sequence[Question], points: Sequence[Point]) -> None:
    figures = _figures(questions, points)
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
