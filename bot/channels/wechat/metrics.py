"""Counts what happens at the door: pushes, duplicates, answers and how long they took."""

from __future__ import annotations

from collections import Counter, deque

KEPT_TIMES = 10_000


class Metrics:
    """Of this process since its start."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._times: deque[float] = deque(maxlen=KEPT_TIMES)

    def count(self, name: str) -> None:
        """pushes, duplicates, passive, silent, later, waiting, refused_<code>, unreadable_<code>…"""
        self._counts[name] += 1

    def took(self, seconds: float) -> None:
        """Time from the push to the passive answer."""
        self._times.append(seconds)

    def to_dict(self) -> dict[str, float]:
        """Counts, and of the last answers the median and the 99th percentile in seconds."""
        times = sorted(self._times)
        quantiles = {f"answer_p{part}": round(times[min(len(times) - 1, len(times) * part // 100)], 3)
                     for part in (50, 99) if times}  # fmt: skip
        return {**self._counts, **quantiles}
