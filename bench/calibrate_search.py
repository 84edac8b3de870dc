"""Refits the fusion of bot/library/search/search.py (BIAS, CLOSENESS, WORDS, LEAD) on tests/evaluation/dev-*.jsonl.

`python -m bench.calibrate_search`: each candidate of each question is an example, right or wrong. The refit is judged
on questions it was not fitted on (five folds). It prints what it finds and changes nothing: copy the numbers by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.questions import ROOT, development
from bench.report import keep, share, table
from bot.library.files import load_folder
from bot.library.library import Library
from bot.library.search import search as product
from bot.library.search.search import Search

CACHE = ROOT / ".cache/sentence-vectors.npz"
NAMES = ("BIAS", "CLOSENESS", "WORDS", "LEAD")
_ALL, _BINS, _FOLDS = 100, 10, 5
Floats = NDArray[np.float64]
Rows = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Candidates:
    """Every entry found for every question: what the fusion sees of it, which question, whether it is right."""

    features: Floats
    question: NDArray[np.int64]
    right: NDArray[np.bool_]

    def best(self, scores: Floats) -> NDArray[np.int64]:
        """The row of the first hit of each question."""
        order = np.lexsort((-scores, self.question))
        rows: NDArray[np.int64] = order[np.unique(self.question[order], return_index=True)[1]]
        return rows


def main() -> int:
    """Print and keep the parameters in use and the refitted, with what they are worth."""
    os.chdir(ROOT)
    found = _candidates()
    used = (product.BIAS, product.CLOSENESS, product.WORDS, product.LEAD)
    refitted = _fit(found, np.arange(len(found.right)))
    rows = {
        "used": {**dict(zip(NAMES, used)), **_worth(found, _scores(found, used))},
        "refitted": {**dict(zip(NAMES, refitted)), **_worth(found, _held_apart(found))},
    }
    told = [key for key in rows["used"] if key not in NAMES]
    print(table([f"MIDDLE = {product.MIDDLE}", *NAMES], _cells(rows, NAMES, "{:.2f}".format)), end="\n\n")
    print(table(["first hit", *told], _cells(rows, told, share)))
    keep("calibrate_search", {"questions": len(set(found.question.tolist())), "middle": product.MIDDLE, **rows})
    return 0


def _cells(rows: Rows, keys: Sequence[str], shown: Callable[[Any], str]) -> list[tuple[str, ...]]:
    return [(name, *(shown(row[key]) for key in keys)) for name, row in rows.items()]


def _candidates() -> Candidates:
    folder = load_folder(ROOT / "knowledge")
    library = Library.from_data(folder.data, folder.bureau)
    search = Search(library.entries(), CACHE)
    features, question, right = [], [], []
    for number, turn in enumerate(turn for turn in development() if library.get(turn.entry)):
        hits = search.find(turn.text, _ALL)
        second = sorted((hit.closeness for hit in hits), reverse=True)[1]
        for hit in hits:
            features.append((hit.closeness - product.MIDDLE, hit.words, hit.closeness - second))
            question.append(number)
            right.append(hit.entry in {turn.entry, *turn.also})
    return Candidates(np.array(features), np.array(question), np.array(right))


def _fit(found: Candidates, rows: NDArray[np.int64]) -> tuple[float, ...]:
    """Nearly no regularisation: three features, thousands of rows."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e4, max_iter=1000).fit(found.features[rows], found.right[rows])
    return tuple(round(float(value), 2) for value in (model.intercept_[0], *model.coef_[0]))


def _scores(found: Candidates, parameters: tuple[float, ...]) -> Floats:
    bias, *weights = parameters
    scores: Floats = 1 / (1 + np.exp(-(bias + found.features @ np.array(weights))))
    return scores


def _held_apart(found: Candidates) -> Floats:
    """Probabilities by fits that did not see the question."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros(len(found.right))
    for seen, unseen in GroupKFold(_FOLDS).split(found.features, found.right, found.question):
        scores[unseen] = _scores(found, _fit(found, seen))[unseen]
    return scores


def _worth(found: Candidates, scores: Floats) -> dict[str, Any]:
    """Of first hits: how many are right, how far the probability is off, and what FOUND lets through."""
    from actions.decision import FOUND  # late: it brings rasa_sdk

    best = found.best(scores)
    probability, right = scores[best], found.right[best]
    sure = probability >= FOUND
    return {
        "recall_1": float(right.mean()),
        "ECE": _calibration_error(probability, right),
        "mean_probability": float(probability.mean()),
        f"sure (≥ {FOUND})": float(sure.mean()),
        "right_among_sure": float(right[sure].mean()) if sure.any() else None,
    }


def _calibration_error(probability: Floats, right: NDArray[np.bool_]) -> float:
    """As bot.evaluation.score: ten equal bins."""
    bins = np.minimum((probability * _BINS).astype(int), _BINS - 1)
    parts = [(bins == b) for b in set(bins.tolist())]
    return float(sum(abs(probability[part].mean() - right[part].mean()) * part.mean() for part in parts))


if __name__ == "__main__":
    sys.exit(main())
