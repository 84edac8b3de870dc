"""When a figure has fallen, and when it only wavers: one rule for every gate.

A figure is a share of n questions. Had other questions of the same kind been asked, it could have come out anywhere
down to the lower end of Wilson's score interval (Wilson, Probable Inference, the Law of Succession, and Statistical
Inference, JASA 1927; recommended for shares near 1 by Brown, Cai & DasGupta, Statistical Science 2001). Below that end,
one-sided at 95 %, it has fallen. Both runs ask the same questions, so part of their errors is shared: where it is half
of them, the difference of two runs spreads as one run does, which is what the interval measures. A model that did not
change gives the same figure again, so nothing is raised by chance alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# The 95 % point of the standard normal distribution: one side.
ONE_SIDED = 1.645
# A missed emergency is no noise.
EXACT = frozenset({"emergency_recall"})


@dataclass(frozen=True)
class Count:
    """`right` of `of` questions; `of` is at least 1."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.right / self.of


Counts = Mapping[str, Count]


@dataclass(frozen=True)
class Fall:
    """A figure that fell: by name, what it is, what it was, and the lowest share that would have been noise."""

    name: str
    now: Count
    before: Count
    floor: float


def lowest(before: Count, z: float = ONE_SIDED) -> float:
    """The lower end of Wilson's interval, a share; `z` in standard deviations."""
    n, share = before.of, before.share
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max((middle - half) / (1 + z * z / n), 0.0)


def floor_of(name: str, before: Count) -> float:
    """The lowest share that still passes."""
    return before.share if name in EXACT else lowest(before)


def falls(now: Counts, before: Counts) -> list[Fall]:
    """The figures in both that are below what noise explains, in the order of `before`."""
    compared = [(name, now[name], count, floor_of(name, count)) for name, count in before.items() if name in now]
    return [Fall(*row) for row in compared if row[1].share < row[3]]


def written(counts: Counts) -> dict[str, dict[str, int]]:
    """As JSON."""
    return {name: {"right": count.right, "of": count.of} for name, count in counts.items()}


def read(data: Mapping[str, Any]) -> dict[str, Count]:
    """Back from JSON; raises KeyError, TypeError and ValueError."""
    return {name: Count(int(count["right"]), int(count["of"])) for name, count in data.items()}
