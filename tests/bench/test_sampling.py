"""Fewer phrasings for a learning curve, and how sure a difference is."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.sampling import at_most, interval

LABELS = ["a"] * 30 + ["b"] * 7 + ["c"] * 2


def test_no_label_has_more_than_asked_and_small_ones_keep_what_they_have() -> None:
    assert Counter(LABELS[place] for place in at_most(5, LABELS, seed=0)) == {"a": 5, "b": 5, "c": 2}


def test_without_a_limit_everything_is_taken_in_order() -> None:
    assert at_most(None, LABELS, seed=3) == list(range(len(LABELS)))


@given(st.integers(1, 20), st.integers(1, 20), st.integers())
def test_a_larger_sample_holds_the_smaller_one(one: int, other: int, seed: int) -> None:
    smaller, larger = sorted((one, other))
    assert set(at_most(smaller, LABELS, seed)) <= set(at_most(larger, LABELS, seed))


def test_the_same_seed_draws_the_same_and_another_draws_another() -> None:
    assert at_most(5, LABELS, seed=1) == at_most(5, LABELS, seed=1)
    assert len({tuple(at_most(5, LABELS, seed)) for seed in range(10)}) > 5


def test_what_one_label_gives_does_not_hang_on_the_others() -> None:
    alone = at_most(5, LABELS[:30], seed=2)
    assert [place for place in at_most(5, LABELS, seed=2) if place < 30] == alone


def test_a_sure_gain_lies_above_zero_and_a_toss_around_it() -> None:
    low, high = interval(np.array([1.0] * 20 + [0.0] * 80))
    assert 0.1 < low < 0.2 < high < 0.3
    low, high = interval(np.array([1.0, -1.0] * 50))
    assert low < 0 < high


def test_nothing_gained_is_a_point() -> None:
    assert interval(np.zeros(50)) == (0.0, 0.0)
