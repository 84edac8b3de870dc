"""Reliability, risk against coverage, and thresholds with their intervals. Pure: (confidence, right) pairs → numbers.

Risk–coverage curves and selective answering: El-Yaniv & Wiener, On the Foundations of Noise-free Selective
Classification, JMLR 2010; Geifman & El-Yaniv, Selective Classification for Deep Neural Networks, NIPS 2017.
Reliability diagrams: Niculescu-Mizil & Caruana, ICML 2005; Guo et al., ICML 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.baseline.threshold import threshold_for

BINS = 10
_RESAMPLED, _SEED = 1000, 20261125
# (confidence, whether it was right) of one question.
Pairs = Sequence[tuple[float, bool]]


@dataclass(frozen=True)
class Bin:
    """Questions whose confidence lies in one tenth: how many, how sure on average, what share was right."""

    count: int
    confidence: float
    right: float


def reliability(pairs: Pairs) -> list[Bin]:
    """The bins that hold something, from unsure to sure."""
    confidence, right = _columns(pairs)
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    parts = [place == number for number in sorted(set(place.tolist()))]
    return [Bin(int(part.sum()), float(confidence[part].mean()), float(right[part].mean())) for part in parts]


def calibration_error(pairs: Pairs) -> float:
    """Expected calibration error: the mean distance of the bins from the diagonal, weighted by their counts."""
    return sum(bin_.count * abs(bin_.confidence - bin_.right) for bin_ in reliability(pairs)) / len(pairs)


def risk_coverage(pairs: Pairs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(n,) share answered and (n,) share wrong among them, when the surest 1, 2 … n are answered."""
    _, right = _columns(sorted(pairs, key=lambda pair: -pair[0]))
    answered = np.arange(1, len(right) + 1)
    return answered / len(right), np.cumsum(1 - right) / answered


def threshold(target: float, pairs: Pairs) -> float:
    """The lowest confidence from which on at least `target` is right; above 1 when there is none."""
    return threshold_for(target, pairs)


def interval(figure: Callable[[Pairs], float], pairs: Pairs) -> tuple[float, float]:
    """95 % interval by the percentile bootstrap over questions (Efron & Tibshirani, 1993); seeded."""
    drawn = np.random.default_rng(_SEED).integers(0, len(pairs), (_RESAMPLED, len(pairs)))
    low, high = np.percentile([figure([pairs[place] for place in row]) for row in drawn.tolist()], (2.5, 97.5))
    return float(low), float(high)


def _columns(pairs: Pairs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    table = np.array(pairs, dtype=float).reshape(-1, 2)
    return table[:, 0], table[:, 1]
