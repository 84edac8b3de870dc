"""Splits text into the pieces a sentence encoder was trained on.

SentencePiece's unigram model: the likeliest split into known pieces, found by Viterbi (Kudo, Subword Regularization,
ACL 2018). The libraries for it want a model file in their own format, or a downloader as a dependency; what is needed
is the one loop below.
"""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

# Stands for a space, and begins every text.
_SPACE = "▁"
_UNKNOWN_COSTS = 10.0
# What every text begins with: the encoder was trained on questions, and compares them with questions.
_PREFIX = "query: "
# Of a long message the beginning and the end count: what is wanted stands in one of them.
LONGEST = 254
BEGIN, END, UNKNOWN = "<s>", "</s>", "<unk>"


class Pieces:
    """The vocabulary: a piece's place in the file is its id."""

    def __init__(self, scores: dict[str, float]) -> None:
        self._ids = {piece: id_ for id_, piece in enumerate(scores)}
        self._begin, self._end, self._unknown = (self._ids.pop(name) for name in (BEGIN, END, UNKNOWN))
        self._scores = {piece: scores[piece] for piece in self._ids}
        self._unknown_score = min(self._scores.values()) - _UNKNOWN_COSTS
        self._longest = max(len(piece) for piece in self._scores)

    @classmethod
    def read(cls, path: Path) -> Pieces:
        """One piece a line, with its log probability behind a tab."""
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
        return cls({piece: float(score) for piece, score in rows})

    def ids(self, text: str) -> list[int]:
        """At most LONGEST + 2 numbers, the first and the last marking the ends."""
        found = self._split(_marked(text))
        if len(found) > LONGEST:
            found = found[: LONGEST // 2] + found[-LONGEST // 2 :]
        return [self._begin, *found, self._end]

    def _split(self, text: str) -> list[int]:
        best = [0.0] + [-math.inf] * len(text)
        came: list[tuple[int, int]] = [(0, self._unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(start + self._longest, len(text)) + 1):
                piece = text[start:end]
                score = self._scores.get(piece, self._unknown_score if end == start + 1 else -math.inf)
                if best[start] + score > best[end]:
                    best[end], came[end] = best[start] + score, (start, self._ids.get(piece, self._unknown))
        found, end = [], len(text)
        while end:
            end, id_ = came[end]
            found.append(id_)
        return found[::-1]


def _marked(text: str) -> str:
    words = unicodedata.normalize("NFKC", _PREFIX + text).split()
    return _SPACE + _SPACE.join(words)
