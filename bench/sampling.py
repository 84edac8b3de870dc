"""Fewer phrasings per topic, for learning curves; and how sure a difference is."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

_RESAMPLED = 2000


def at_most(count: int | None, labels: Sequence[Hashable], seed: int) -> list[int]:
    """Places of at most `count` items of each label (None: all), in order. The same seed takes more of the same: what
    a smaller count chose, a larger one has too."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, label in enumerate(labels):
        places[label].append(place)
    chosen: list[int] = []
    for label, own in places.items():
        random.Random(f"{seed}:{label}").shuffle(own)
        chosen += own[:count]
    return sorted(chosen)


def interval(differences: NDArray[np.float64], seed: int = 0) -> tuple[float, float]:
    """95 % interval of the mean of these (n,) paired differences: percentile bootstrap (Efron and Tibshirani, 1993)."""
    drawn = np.random.default_rng(seed).integers(0, len(differences), (_RESAMPLED, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)
