"""The points of a learning curve and what they say: by size, by kind of phrasing, and whether it still rises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.sampling import interval

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


def figures_of(questions: Sequence[Question], points: Sequence[Point]) -> dict[str, Any]:
    """The whole result as plain values."""
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
