"""Search over the library: words and vectors, fused, with a calibrated probability for each entry found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.library.entry import Entry
from bot.library.search.passages import Passage, passages_of
from bot.library.search.sound import SoundIndex
from bot.library.search.words import WordIndex
from bot.text.normalise import normalise
from bot.text.vectors import encoder

# Logistic fusion, fitted by `bench/calibrate_search.py` on tests/evaluation/dev-*.jsonl.
BIAS, CLOSENESS, WORDS, LEAD = -3.26, 6.15, 2.65, 181.0
# Where the cosine of a right and a wrong first hit part ways (e5 puts everything between 0.8 and 0.95).
MIDDLE = 0.915
_WORD_HITS = 40


@dataclass(frozen=True)
class Hit:
    """One entry found: how near the nearest wording is (cosine), the share of the best BM25 score, the probability
    that it is what was asked for, and the passage that brought it."""

    entry: str
    closeness: float
    words: float
    probability: float
    passage: Passage


class Search:
    """An index over a snapshot of the library; build a new one when the library changes. `sounds` is for pinyin."""

    def __init__(self, entries: Iterable[Entry], cache: Path) -> None:
        self._passages = passages_of(entries)
        self._words = WordIndex([passage.text for passage in self._passages])
        self._asked = [passage for passage in self._passages if passage.asked]
        self.sounds = SoundIndex(self._asked)
        self._vectors = encoder().encode_many([normalise(passage.text) for passage in self._asked], cache)

    def __len__(self) -> int:
        return len(self._passages)

    def find(self, text: str, limit: int = 5) -> list[Hit]:
        """Entries for a question, most probable first."""
        nearest = self._nearest(text)
        worded = self._worded(text)
        second = sorted((cosine for cosine, _ in nearest.values()), reverse=True)[1:2]
        hits = [
            self._hit(entry, nearest.get(entry), worded.get(entry), second[0] if second else 0.0)
            for entry in {*sorted(nearest, key=lambda name: -nearest[name][0])[:10], *worded}
        ]
        return sorted(hits, key=lambda hit: -hit.probability)[:limit]

    def _nearest(self, text: str) -> dict[str, tuple[float, Passage]]:
        """Entry → its nearest wording."""
        if not self._asked:
            return {}
        cosines = self._vectors @ encoder().encode([normalise(text)])[0]
        best: dict[str, tuple[float, Passage]] = {}
        for position in np.argsort(-cosines)[:200]:
            passage = self._asked[position]
            best.setdefault(passage.entry, (float(cosines[position]), passage))
        return best

    def _worded(self, text: str) -> dict[str, tuple[float, Passage]]:
        """Entry → its best share of the top BM25 score."""
        hits = self._words.search(text, _WORD_HITS)
        best: dict[str, tuple[float, Passage]] = {}
        for number, score in hits:
            best.setdefault(self._passages[number].entry, (score / hits[0][1], self._passages[number]))
        return best

    def _hit(
        self,
        entry: str,
        nearest: tuple[float, Passage] | None,
        worded: tuple[float, Passage] | None,
        second: float,
    ) -> Hit:
        closeness, words = (nearest[0] if nearest else 0.8), (worded[0] if worded else 0.0)
        found = nearest or worded
        assert found is not None
        score = BIAS + CLOSENESS * (closeness - MIDDLE) + WORDS * words + LEAD * (closeness - second)
        return Hit(entry, closeness, words, 1 / (1 + math.exp(-score)), found[1])
