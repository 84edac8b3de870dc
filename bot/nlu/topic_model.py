"""The numbers behind the topic classifier: a linear model and nearest phrasings, mixed and calibrated.

Linear part: one-versus-rest linear SVM (Fan et al., LIBLINEAR, JMLR 2008) over word, character and pinyin
TF-IDF and the centred sentence vector. Mixed with nearest phrasings in log space, then one temperature
(Guo et al., On Calibration of Modern Neural Networks, ICML 2017), both fitted on held-out phrasings.
"""

from __future__ import annotations

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
AXES = 128
# Weights below this change no answer.
NEGLIGIBLE = 0.01
HELD_OUT = 0.2


@dataclass
class Linear:
    """Weights (features, classes), sparse: nine of ten are zero or too small to matter. Offsets (classes,)."""

    weights: sparse.csr_matrix
    offsets: Array

    @classmethod
    def of(cls, fitted: LinearSVC) -> Linear:
        """What prediction needs of a fitted model: 20 MB instead of 460."""
        weights, offsets = fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
        if len(weights) == 1:  # two classes share one row
            weights, offsets = np.concatenate([-weights, weights]), np.concatenate([-offsets, offsets])
        weights[np.abs(weights) < NEGLIGIBLE] = 0
        return cls(sparse.csr_matrix(weights.T), offsets)

    def margins(self, features: sparse.csr_matrix) -> Array:
        """(n, classes)."""
        margins: Array = np.asarray((features @ self.weights).toarray() + self.offsets, dtype=np.float32)
        return margins


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
        margins = self.linear.margins(_features(words, (vectors - self.centre) @ self.axes))
        close = self.nearest.similarity(_direction(vectors, self.centre))
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
    directions = _direction(vectors[original], centre)
    held_out = _held_out(np.array(texts), codes)
    # Both fits at once: liblinear works outside Python's lock.
    trial, linear = Parallel(n_jobs=2, prefer="threads")(
        delayed(_fit_linear)(features[rows], codes[rows]) for rows in (~held_out, np.ones_like(held_out))
    )
    kept, asked = original & ~held_out, original & held_out
    nearest = NearestPhrasings(directions[kept[original]], codes[kept], len(classes))
    weights = _calibrate(trial.margins(features[asked]), nearest.similarity(directions[asked[original]]), codes[asked])
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


def _fit_linear(features: sparse.csr_matrix, codes: NDArray[np.int64]) -> Linear:
    return Linear.of(LinearSVC(C=SVM_C, tol=TOLERANCE, random_state=0).fit(features, codes))


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


def _direction(vectors: Array, centre: Array) -> Array:
    centred = vectors - centre
    unit: Array = (centred / np.linalg.norm(centred, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _softmax(scores: Array) -> Array:
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Array = (scores / scores.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
