"""Where to cut the baseline's confidence so that what it still answers is right as often as ours must be."""

from __future__ import annotations

from collections.abc import Iterable

NEVER = 1.1


def threshold_for(precision: float, judged: Iterable[tuple[float, bool]]) -> float:
    """The lowest confidence from which on at least this share is right: it answers as much as it may.

    `judged` are (confidence, right) of what it would answer; NEVER when no cut is good enough.
    """
    ordered = sorted(judged, reverse=True)
    right, lowest = 0, NEVER
    for place, (confidence, is_right) in enumerate(ordered, 1):
        right += is_right
        last_of_its_kind = place == len(ordered) or ordered[place][0] < confidence
        if last_of_its_kind and right >= precision * place:
            lowest = confidence
    return lowest
