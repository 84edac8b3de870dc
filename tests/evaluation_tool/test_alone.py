"""Understanding alone: right, unsure, wrong and silent messages counted by hand."""

from __future__ import annotations

from bot.evaluation.alone import counts
from bot.evaluation.cases import Turn
from bot.evaluation.noise import Count

FEE = Turn("要交钱吗", "apply.fee", (), ("apply.how",), "")


def test_sure_and_right_sure_and_wrong_and_unsure() -> None:
    tops = [("apply.fee", 0.9), ("apply.how", 0.5), ("apply.fee", 0.49), ("apply.who", 0.4), ("apply.who", 0.8), None]
    assert counts([FEE] * 6, tops, 0.5) == {"answered_right": Count(2, 6), "not_wrong": Count(5, 6)}
