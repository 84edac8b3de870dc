"""Curves and thresholds on questions few enough to count by hand."""

from __future__ import annotations

import pytest

from actions.understanding import Ranked
from bench import curves
from bench.thresholds import Heard, measured
from bot.evaluation.cases import Turn
from bot.evaluation.run import Outcome
from bot.evaluation.score import score

PAIRS = [(0.95, True), (0.95, True), (0.92, True), (0.65, True), (0.62, False), (0.31, False)]


def test_the_bins_of_the_reliability_diagram() -> None:
    unsure, middle, sure = curves.reliability(PAIRS)
    assert (unsure.count, middle.count, sure.count) == (1, 2, 3)
    assert (middle.confidence, middle.right) == (pytest.approx(0.635), 0.5)


def test_the_calibration_error_is_that_of_the_evaluation() -> None:
    turn = Turn("一句话", "a.b", (), (), "")
    outcomes = [
        Outcome(turn, {"kind": "answer", "entry": "a.b" if right else "a.c", "confidence": confidence}, 1.0)
        for confidence, right in PAIRS
    ]
    assert curves.calibration_error(PAIRS) == pytest.approx(score(outcomes)["calibration_error"], abs=1e-4)


def test_risk_grows_with_coverage_from_the_surest_on() -> None:
    coverage, risk = curves.risk_coverage(PAIRS[::-1])
    assert coverage.tolist() == pytest.approx([1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])
    assert risk.tolist() == pytest.approx([0, 0, 0, 0, 1 / 5, 2 / 6])


@pytest.mark.parametrize(("target", "lowest"), [(1.0, 0.65), (0.8, 0.62), (0.5, 0.31)])
def test_the_lowest_confidence_that_is_right_often_enough(target: float, lowest: float) -> None:
    assert curves.threshold(target, PAIRS) == lowest


def test_an_interval_holds_the_figure_and_comes_out_the_same_again() -> None:
    def mean(pairs: curves.Pairs) -> float:
        return sum(right for _, right in pairs) / len(pairs)

    low, high = curves.interval(mean, PAIRS)
    assert low < 4 / 6 < high
    assert (low, high) == curves.interval(mean, PAIRS)


def heard(file: str, right: bool, *topics: tuple[str, float]) -> Heard:
    return Heard(
        file, Turn("一句话", topics[-1][0] if right else "z.z", (), (), ""), [Ranked(*topic) for topic in topics]
    )


def test_the_bands_are_read_off_the_questions() -> None:
    """Nine sure and right, one half sure and wrong, one asked back whose second choice is right, one nobody knows."""
    asked = [heard("dev-a", True, ("a.b", 0.9)) for _ in range(9)]
    asked += [heard("dev-a", False, ("a.b", 0.55)), heard("dev-a", True, ("a.b", 0.4), ("a.c", 0.3))]
    asked += [heard("dev-c", False, ("a.b", 0.1))]
    in_use, _, strict, *_ = measured(asked)["rows"]
    assert (in_use["ANSWER"], in_use["answered"], in_use["right/answered"]) == (0.58, 0.75, 1.0)
    assert (strict["ANSWER"], strict["answered"], strict["right/answered"]) == (0.9, 0.75, 1.0)
    # 0.55 offers no right choice, 0.4 does: one of two is not 85 %, so nothing is asked back
    assert (strict["ASK"], strict["asked back"]) == (0.9, 0.0)
    del asked[9]
    _, _, strict, *_ = measured(asked)["rows"]
    assert (strict["ASK"], strict["right choice"], strict["OFFER"]) == (0.4, 1.0, 0.3)


def test_small_talk_is_no_choice() -> None:
    assert heard("dev-a", True, ("a.b", 0.4), ("chat.thanks", 0.3)).choice == 0.0
