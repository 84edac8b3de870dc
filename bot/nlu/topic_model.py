"""The numbers behind the topic classifier: a linear model and nearest phrasings, mixed and calibrated.

Linear part: one-versus-rest linear SVM (Fan et al., LIBLINEAR, JMLR 2008) over word, character and pinyin
TF-IDF and the centred sentence vector. Mixed with nearest phrasings in log space, then one temperature
(Guo et al., On Calibration of Modern Neural Networks, ICML 2017), both fitted on held-out phrasings.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.svm import LinearSVC

from bot.nlu.nearest import NearestPhrasings

Array = NDArray[np.float32]

# Sentence vectors sit in a narrow cone; centred and scaled they weigh as much as the sparse blocks (lab).
DENSE_SCALE = 6.0
SVM_C = 0.5
# Looser than liblinear's own 1e-4, and the main axes of the sentence vectors instead of all 384 dimensions: no worse
# on held-apart questions, a quarter of the time (docs/performance.md).
TOLERANCE = 0.3
# Of the trial that only weighs both parts: the weights come out within a hundredth, at half the time.
TRIAL_TOLERANCE = 1.0
AXES = 128
# Weights below this change no answer.
NEGLIGIBLE = 0.01
HELD_OUT = 0.2


@dataclass
class Linear:
    """Weights of the words (f, classes), sparse: nine of ten are zero or too small to matter; weights of the sentence
    vector's axes (AXES, classes); offsets (classes,)."""

    words: sparse.csr_matrix
    axes: Array
    offsets: Array

    @classmethod
    def of(cls, axes: int, *parts: LinearSVC) -> Linear:
        """What prediction needs of models that share out the classes: 20 MB instead of 460. The last `axes` features
        are the sentence vector's."""
        rows = [_own_rows(part) for part in parts]
        weights = np.concatenate([weights for weights, _ in rows])
        weights[np.abs(weights) < NEGLIGIBLE] = 0
        words, dense = weights[:, :-axes], weights[:, -axes:]
        return cls(sparse.csr_matrix(words.T), dense.T.copy(), np.concatenate([offsets for _, offsets in rows]))

    def margins(self, words: sparse.csr_matrix, dense: Array) -> Array:
        """(n, classes), from words (n, f) and the main axes of the sentence vectors (n, AXES)."""
        margins: Array = (words @ self.words).toarray() + dense * np.float32(DENSE_SCALE) @ self.axes + self.offsets
        return margins.astype(np.float32)


@dataclass
class TopicModel:
    """Fitted parts; `classes` names the columns of every score matrix."""

    classes: NDArray[np.str_]
    centre: Array
    axes: Array
    linear: Linear
    nearest: NearestPhrasings
    linear_weight: float
    nearest_weight: float

    def probabilities(self, words: sparse.csr_matrix, vectors: Array) -> Array:
        """(n, classes) rows summing to 1, from sparse features (n, f) and sentence vectors (n, 384)."""
        dense = (vectors - self.centre) @ self.axes
        margins = self.linear.margins(words, dense)
        close = self.nearest.similarity(_direction(dense))
        return _softmax(self.linear_weight * margins + self.nearest_weight * close)


def fit(
    words: sparse.csr_matrix, vectors: Array, labels: list[str], texts: list[str], original: NDArray[np.bool_]
) -> TopicModel:
    """Train on everything. `texts` names what each row was written as (a noised copy: what it was made from) and
    `original` marks the rows that are no copies. The weights come from originals held out with their copies."""
    classes, codes = np.unique(np.array(labels), return_inverse=True)
    centre = vectors[original].mean(axis=0)
    axes = np.linalg.svd(vectors[original] - centre, full_matrices=False)[2][:AXES].T
    dense = np.where(original[:, None], (vectors - centre) @ axes, np.float32(0))
    features = _features(words, dense)
    directions = _direction(dense[original])
    held_out = _held_out(np.array(texts), codes)
    kept, asked = original & ~held_out, original & held_out
    linear, trial = _fit_linear(
        axes.shape[1], (features, codes, TOLERANCE), (features[~held_out], codes[~held_out], TRIAL_TOLERANCE)
    )
    nearest = NearestPhrasings(directions[kept[original]], codes[kept], len(classes))
    weights = _calibrate(
        trial.margins(words[asked], dense[asked]), nearest.similarity(directions[asked[original]]), codes[asked]
    )
    return TopicModel(
        classes, centre, axes, linear, NearestPhrasings(directions, codes[original], len(classes)), *weights
    )


def _held_out(texts: NDArray[np.str_], codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Marks a share of each class's texts, with their copies; a class of very few texts keeps them all."""
    random, chosen = np.random.default_rng(7), set()
    for code in np.unique(codes):
        own = np.unique(texts[codes == code])
        chosen |= set(random.choice(own, int(len(own) * HELD_OUT), replace=False))
    return np.array([text in chosen for text in texts])


def _fit_linear(axes: int, *sets: tuple[sparse.csr_matrix, NDArray[np.int64], float]) -> list[Linear]:
    """One model for each (features, codes, tolerance), all at once: liblinear works outside Python's lock, so that
    every core takes half the classes of one set against the rest."""
    halves = [(*given, classes) for given in sets for classes in np.array_split(np.unique(given[1]), 2)]
    fitted = Parallel(n_jobs=os.cpu_count(), prefer="threads")(delayed(_fit_against_rest)(*half) for half in halves)
    return [Linear.of(axes, *pair) for pair in zip(fitted[::2], fitted[1::2])]


def _fit_against_rest(
    features: sparse.csr_matrix, codes: NDArray[np.int64], tolerance: float, classes: NDArray[np.int64]
) -> LinearSVC:
    own = np.where(np.isin(codes, classes), codes, len(codes))  # the rest sorts last
    return LinearSVC(C=SVM_C, tol=tolerance, random_state=0).fit(features, own)


def _calibrate(margins: Array, close: Array, codes: NDArray[np.int64]) -> tuple[float, float]:
    """The weights of both parts that make held-out phrasings most likely (temperature included in them)."""
    rows = np.arange(len(codes))

    def loss(weights: NDArray[np.float64]) -> float:
        scores = np.exp(weights[0]) * margins + np.exp(weights[1]) * close
        scores = scores - scores.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - scores[rows, codes]))

    best = minimize(loss, x0=np.log([4.0, 10.0]), method="Nelder-Mead", options={"maxiter": 80})
    linear_weight, nearest_weight = np.exp(best.x)
    return float(linear_weight), float(nearest_weight)


def _features(words: sparse.csr_matrix, dense: Array) -> sparse.csr_matrix:
    return sparse.hstack([words, sparse.csr_matrix(dense * DENSE_SCALE)], format="csr")


def _direction(dense: Array) -> Array:
    unit: Array = (dense / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-6)).astype(np.float32)
    return unit


def _own_rows(fitted: LinearSVC) -> tuple[Array, Array]:
    """Weights and offsets of every class but the last, which is the rest; two classes share one row, of the second."""
    weights, offsets = fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
    return (-weights, -offsets) if len(weights) == 1 else (weights[:-1], offsets[:-1])


def _softmax(scores: Array) -> Array:
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
