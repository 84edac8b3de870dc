"""Figures of an evaluation, on outcomes whose right figures are counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.cases import Turn
from bot.evaluation.noise import Count
from bot.evaluation.report import table
from bot.evaluation.run import Outcome
from bot.evaluation.score import counts, judge, score


def turn(entry: str, *, facets: tuple[str, ...] = (), also: tuple[str, ...] = (), group: str = "") -> Turn:
    return Turn("一句话", entry, facets, also, group)


def outcome(asked: Turn, kind: str, entry: str | None, milliseconds: float = 10, **reply: Any) -> Outcome:
    return Outcome(asked, {"kind": kind, "entry": entry, "messages": [], **reply}, milliseconds)


def choices(*entries: str) -> list[dict[str, str]]:
    return [{"entry": entry} for entry in entries]


# Ten messages: 6 answered (4 right, 2 wrong), 2 asked back (1 with the right choice), 2 handed over.
TEN = [
    outcome(turn("apply.fee", group="short"), "answer", "apply.fee", 10, confidence=0.95),
    outcome(turn("apply.how", also=("apply.who",), group="short"), "answer", "apply.who", 20, confidence=0.95),
    outcome(turn("guide.dig-road", facets=("fee",)), "guide", "guide.dig-road", 30, facet="fee", confidence=0.95),
    outcome(
        turn("guide.dig-road", facets=("time", "fee")), "guide", "guide.dig-road", 40, facet="place", confidence=0.95
    ),
    outcome(turn("route.school"), "answer", "apply.fee", 50, confidence=0.65),
    outcome(turn("apply.how"), "answer", "apply.fee", 60, confidence=0.65),
    outcome(turn("apply.fee"), "clarify", None, 70, choices=choices("apply.how", "apply.fee")),
    outcome(turn("apply.fee"), "clarify", None, 80, choices=choices("apply.how", "apply.who")),
    outcome(turn("chat.out-of-scope"), "handoff", None, 90),
    outcome(turn("apply.fee"), "handoff", None, 100),
]


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("messages", 10), ("answered", 0.6), ("right_among_answered", 4 / 6), ("answered_right", 0.4), ("wrong", 0.2),
        ("clarified", 0.2), ("right_choice_among_clarified", 0.5), ("handed_over", 0.2), ("facet_accuracy", 0.5),
        ("foreign_answered_as_else", 0.5), ("emergency_recall", None),
        # four at 0.95 all right, two at 0.65 all wrong: 4/6 * 0.05 + 2/6 * 0.65
        ("calibration_error", 4 / 6 * 0.05 + 2 / 6 * 0.65),
    ],
)  # fmt: skip
def test_the_figures(name: str, figure: float | None) -> None:
    found = score(TEN)[name]
    assert found is None if figure is None else found == pytest.approx(figure, abs=1e-4)


def test_what_a_gate_watches_is_counted() -> None:
    assert counts([*TEN, outcome(turn("form.value"), "form", "apply.start")]) == {
        "right_among_answered": Count(4, 6), "answered": Count(6, 10), "answered_right": Count(4, 10),
        "right_choice_among_clarified": Count(1, 2), "facet_accuracy": Count(1, 2), "foreign_left_alone": Count(1, 2),
        "form_turns_taken": Count(1, 1),
    }  # fmt: skip


def test_time_a_message() -> None:
    assert score(TEN)["milliseconds"] == {"p50": 55.0, "p95": 95.5}


def test_the_same_by_section_and_by_kind_of_case() -> None:
    report = score(TEN)
    assert {name: group["messages"] for name, group in report["by_section"].items()} == {
        "apply": 6, "guide": 2, "route": 1, "chat": 1,
    }  # fmt: skip
    assert report["by_group"]["short"] == {**report["by_group"]["short"], "messages": 2, "answered_right": 1.0}


def test_the_worst_confusions_come_first() -> None:
    report = score([*TEN, outcome(turn("apply.how"), "answer", "apply.fee")])
    assert report["confusions"] == [
        {"expected": "apply.how", "answered": "apply.fee", "count": 2},
        {"expected": "route.school", "answered": "apply.fee", "count": 1},
    ]


def test_turns_that_fill_a_form_are_left_out() -> None:
    assert score([*TEN, outcome(turn("form.value"), "form", "apply.start")])["messages"] == 10


def test_nothing_measured_is_no_division_by_nothing() -> None:
    report = score([])
    assert (report["messages"], report["answered"], report["calibration_error"]) == (0, None, None)
    assert table(report)


@pytest.mark.parametrize(
    ("entry", "first", "named"),
    [
        ("route.fire", "请马上打119！还有别的。", True), ("route.fire", "先别急。请打119。", False),
        ("route.fire", "请马上打110。", False), ("route.medical", "请拨120", True), ("route.gas-leak", "", False),
        ("route.traffic-accident", "先打122，有人受伤打120。", True), ("route.police", "拨打110报警。", True),
    ],
)  # fmt: skip
def test_an_emergency_counts_when_the_number_stands_in_the_first_sentence(entry: str, first: str, named: bool) -> None:
    messages = [{"type": "text", "text": first}, {"type": "text", "text": "119 110 120 122"}]
    assert score([outcome(turn(entry), "route", entry, messages=messages)])["emergency_recall"] == float(named)


def test_a_warning_before_another_answer_saves_an_emergency_but_not_the_answer() -> None:
    messages = [{"type": "text", "text": "如果有人受伤，请马上拨打 120。"}, {"type": "text", "text": "已登记。"}]
    report = score([outcome(turn("route.medical"), "report", "report.problem", messages=messages)])
    assert (report["emergency_recall"], report["wrong"]) == (1.0, 1.0)


def test_a_document_in_a_list_answers_for_itself() -> None:
    listed = outcome(turn("doc.road"), "documents", "doc.search", sources=[{"id": "doc.road"}])
    assert judge(listed).right
    assert not judge(outcome(turn("doc.road"), "documents", "doc.search", sources=[{"id": "doc.greening"}])).right


def test_a_handoff_that_names_a_topic_is_an_answer() -> None:
    verdict = judge(outcome(turn("hotline.human"), "handoff", "hotline.human"))
    assert verdict.right
    assert not verdict.handed_over


def test_the_table_shows_every_part() -> None:
    text = table(score(TEN))
    assert "66.7%" in text
    assert all(
        word in text for word in ("apply", "short", "emergency_recall: -", "p50 55.0", "1 × route.school → apply.fee")
    )
