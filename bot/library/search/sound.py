"""Wordings by their sound: for a message typed in pinyin, the entries whose questions sound most like it."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence

from bot.library.search.passages import Passage
from bot.text.pinyin import fuzzy, spelled

_WORD = re.compile("[a-z]+")
_LONGEST_SYLLABLE = 6


class SoundIndex:
    """Over passages that citizens' questions are compared with; the index is built when the first message needs it."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages

    def syllables_of(self, text: str) -> tuple[str, ...] | None:
        """The merged syllables of a text in pinyin alone (zhanlu zenme ban); None when it is not that."""
        words = _WORD.findall(text)
        split = [self._split(word) for word in words]
        if not words or not all(split):
            return None
        return tuple(fuzzy(syllable) for parts in split for syllable in parts or ())

    def find(self, heard: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """(entry, likeness 0 … 1), most alike first: Dice's coefficient over single syllables and pairs, each weighed
        by how rare it is (Dice 1945; Spärck Jones 1972)."""
        wanted = _terms(heard)
        best: dict[str, float] = {}
        for passage, terms in zip(self._passages, self._terms):
            likeness = self._dice(wanted, terms)
            best[passage.entry] = max(likeness, best.get(passage.entry, 0.0))
        return sorted(best.items(), key=lambda pair: -pair[1])[:limit]

    def _dice(self, first: frozenset[str], second: frozenset[str]) -> float:
        both, all_ = self._weight(first & second), self._weight(first) + self._weight(second)
        return 2 * both / all_ if all_ else 0.0

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(self._weights.get(term, self._heaviest) for term in terms)

    @functools.cached_property
    def _spelled(self) -> list[tuple[str, ...]]:
        return [spelled(passage.text) for passage in self._passages]

    @functools.cached_property
    def _known(self) -> frozenset[str]:
        """Every syllable that occurs: what is spelled otherwise is no pinyin."""
        return frozenset(syllable for syllables in self._spelled for syllable in syllables)

    @functools.cached_property
    def _terms(self) -> list[frozenset[str]]:
        return [_terms([fuzzy(syllable) for syllable in syllables]) for syllables in self._spelled]

    @functools.cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(term for terms in self._terms for term in terms)
        return {term: math.log(1 + len(self._terms) / count) for term, count in counts.items()}

    @functools.cached_property
    def _heaviest(self) -> float:
        return max(self._weights.values(), default=1.0)

    def _split(self, word: str) -> list[str] | None:
        """The fewest syllables that make the word; None when none do."""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - _LONGEST_SYLLABLE), end):
                before = best[start]
                if before is None or word[start:end] not in self._known:
                    continue
                now = best[end]
                if now is None or len(before) + 1 < len(now):
                    best[end] = [*before, word[start:end]]
        return best[-1]


def _terms(syllables: Sequence[str]) -> frozenset[str]:
    return frozenset([*syllables, *(" ".join(pair) for pair in itertools.pairwise(syllables))])
