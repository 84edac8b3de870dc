"""What the curve says of its points."""

from __future__ import annotations

import numpy as np

from bench.curve_points import Point, Question, figures_of

QUESTIONS = [Question(f"问{n}", frozenset({"a"}), "short" if n % 2 else "story", "dev") for n in range(40)]


def point(size: int | None, phrasings: float, right: int, among: int, confidence: float = 0.5) -> Point:
    places = np.arange(len(QUESTIONS))
    sure = np.where(places < right, 0.9, confidence).astype(np.float32)
    return Point(size, phrasings, 1.0, places < right, places < among, sure)


def test_seeds_of_a_size_are_averaged_and_the_surest_come_first() -> None:
    points = [point(4, 4.0, 10, 20), point(4, 4.0, 20, 30), point(None, 9.0, 36, 40)]
    few, everything = figures_of(QUESTIONS, points)["curve"]
    assert (few["seeds"], few["right"], few["among_three"]) == (2, 0.375, 0.625)
    assert (everything["right"], everything["right_in_surest_90%"]) == (0.9, 1.0)


def test_a_curve_that_rises_asks_for_data_and_a_flat_one_for_a_better_model() -> None:
    rising = figures_of(QUESTIONS, [point(4, 4.0, 10, 20), point(None, 9.0, 36, 40)])["verdict"]
    assert rising["still_rises"] is True
    assert (rising["next_lever"], rising["gained"]) == ("data", 0.65)
    assert rising["interval_95"][0] > 0
    flat = figures_of(QUESTIONS, [point(8, 8.0, 36, 38), point(None, 9.0, 36, 38)])["verdict"]
    assert (flat["still_rises"], flat["next_lever"]) == (False, "model")
    assert (flat["missed"], flat["missed_but_among_three"]) == (4, 2)


def test_kinds_and_files_are_split_by_size() -> None:
    figures = figures_of(QUESTIONS, [point(4, 4.0, 20, 20), point(None, 9.0, 40, 40)])
    assert figures["by_group"]["short"] == {"questions": 20, "right": [0.5, 1.0]}
    assert figures["by_file"] == {"dev": {"questions": 40, "right": [0.5, 1.0]}}
    assert figures["files"] == {"dev": 40}
