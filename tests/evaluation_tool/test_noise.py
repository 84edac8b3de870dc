"""The noise rule, against published values and against chance itself."""

from __future__ import annotations

import math
import random

import pytest

from bot.evaluation.noise import ONE_SIDED, Count, Fall, falls, floor_of, lowest, read, written


@pytest.mark.parametrize(("right", "of", "low"), [(81, 263, 0.2553), (15, 148, 0.0624), (0, 20, 0.0), (1, 29, 0.0061)])
def test_the_lower_end_is_wilsons(right: int, of: int, low: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 1998, table I."""
    assert lowest(Count(right, of), 1.96) == pytest.approx(low, abs=1e-4)


@pytest.mark.parametrize(("right", "of"), [(313, 319), (319, 319), (26, 26), (8, 10)])
def test_at_the_lower_end_the_figure_is_just_that_far_off(right: int, of: int) -> None:
    low = lowest(Count(right, of))
    assert right / of - low == pytest.approx(ONE_SIDED * math.sqrt(low * (1 - low) / of))


@pytest.mark.parametrize("share", [0.85, 0.95, 0.98])
def test_a_figure_drawn_again_seldom_falls(share: float) -> None:
    """Half of the errors shared, as the rule assumes: a second drawing is called a fall about once in twenty times."""
    draw, of, fallen = random.Random(1), 300, 0
    for _ in range(1000):
        before = [draw.random() < share for _ in range(of)]
        again = [draw.random() < share if draw.random() < 0.5 else old for old in before]
        fallen += bool(falls({"x": Count(sum(again), of)}, {"x": Count(sum(before), of)}))
    assert 5 <= fallen <= 110


def test_a_fall_tells_both_figures_and_the_floor() -> None:
    before, now = Count(313, 319), Count(300, 319)
    assert falls({"answered_right": now}, {"answered_right": before}) == [
        Fall("answered_right", now, before, lowest(before))
    ]
    assert falls({"answered_right": Count(309, 319)}, {"answered_right": before}) == []


def test_a_missed_emergency_is_no_noise() -> None:
    assert floor_of("emergency_recall", Count(26, 26)) == 1.0
    assert falls({"emergency_recall": Count(25, 26)}, {"emergency_recall": Count(26, 26)})


def test_what_was_not_measured_is_not_compared() -> None:
    assert falls({}, {"answered": Count(9, 10)}) == falls({"answered": Count(0, 10)}, {}) == []


def test_counts_go_through_json() -> None:
    counts = {"answered": Count(9, 10), "facet_accuracy": Count(3, 4)}
    assert read(written(counts)) == counts
