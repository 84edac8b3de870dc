"""Another district is one when it is named; 长乐路 is ours, and 旁边的路灯 is where we were."""

from __future__ import annotations

import pytest

from actions.elsewhere import ELSEWHERE, is_elsewhere, without_pointing
from actions.runtime import Knowledge
from actions.understanding import Ranked, Understanding


def said(text: str, sure: float) -> Understanding:
    return Understanding(text, [Ranked(ELSEWHERE, sure), Ranked("report.problem", (1 - sure) / 2)], [], [])


@pytest.mark.parametrize(
    ("text", "sure", "elsewhere"),
    [
        ("仓山区金山街道的路灯不亮", 0.0, True), ("仓山金山街道", 0.9, True), ("仓山来的渣土车漏了一地", 0.05, False),
        ("长乐中路垃圾没人收", 0.4, False), ("连江路口", 0.4, False), ("我住仓山，晋安区福马路的路灯不亮", 0.6, False),
        ("旁边的路灯也不亮", 0.55, False), ("福马路井盖没了", 0.0, False),
    ],
)  # fmt: skip
def test_another_district_is_named(known: Knowledge, text: str, sure: float, elsewhere: bool) -> None:
    assert is_elsewhere(said(text, sure), known) == elsewhere


def test_what_only_points_is_not_another_district(known: Knowledge) -> None:
    (left,) = without_pointing(said("旁边的路灯也不亮", 0.6), known).topics
    assert left == Ranked("report.problem", pytest.approx(0.5))
    for named in (said("旁边的仓山区路灯也不亮", 0.6), said("厦门的路灯也不亮", 0.6)):
        assert without_pointing(named, known) == named
