"""Nearest phrasings, against counting them one by one."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.nearest import NearestPhrasings


def unit_rows(random: np.random.Generator, rows: int) -> np.ndarray:
    vectors = random.normal(size=(rows, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def by_hand(vectors: np.ndarray, labels: np.ndarray, queries: np.ndarray, classes: int, k: int) -> np.ndarray:
    result = np.empty((len(queries), classes), np.float32)
    for row, query in enumerate(queries):
        for label in range(classes):
            cosines = sorted((float(vector @ query) for vector in vectors[labels == label]), reverse=True)[:k]
            result[row, label] = np.mean(cosines + [-1.0] * (k - len(cosines)))
    return result


@pytest.mark.parametrize("k", [1, 3, 5])
def test_is_the_mean_of_the_k_nearest_of_each_topic(k: int) -> None:
    random = np.random.default_rng(k)
    vectors, queries = unit_rows(random, 60), unit_rows(random, 9)
    labels = np.array([*range(7), *random.integers(0, 7, 53)])
    nearest = NearestPhrasings(vectors, labels, 7, k)
    assert np.allclose(nearest.similarity(queries), by_hand(vectors, labels, queries, 7, k), atol=1e-5)


def test_a_topic_with_fewer_phrasings_than_k_counts_what_is_missing_as_opposite() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32)
    nearest = NearestPhrasings(vectors, np.array([0, 0, 1]), 2, k=3)
    assert nearest.similarity(vectors[2:])[0] == pytest.approx([(0 + 0.8 - 1) / 3, (1 - 1 - 1) / 3])


def test_the_same_words_twice_count_once() -> None:
    vectors = np.array([[1, 0], [1, 0], [0.6, 0.8]], np.float32)
    assert NearestPhrasings(vectors, np.array([0, 0, 0]), 1, k=2).similarity(vectors[:1])[0, 0] == pytest.approx(0.8)


def test_a_topic_without_phrasings_is_never_near() -> None:
    vectors = np.eye(2, dtype=np.float32)
    assert NearestPhrasings(vectors, np.array([0, 2]), 3, k=1).similarity(vectors)[:, 1] == pytest.approx([-1, -1])
