"""Words that fit two matters are settled by the conversation, or asked back."""

from __future__ import annotations

import pytest

from actions.ambiguous import settle
from actions.decision import Candidate, Context, Decision
from actions.understanding import Understanding


def settled(text: str, entry: str, about: str | None = None) -> tuple[str, list[str], str | None]:
    """Band, entries and first facet of what is decided when `entry` is the likeliest."""
    decision = Decision("answer", [Candidate(entry, None, 0.9)])
    found = settle(decision, Understanding(text, [], [], []), Context(about))
    return found.band, [candidate.entry for candidate in found.candidates], found.candidates[0].facet


@pytest.mark.parametrize("text", ["查进度", "进度", "我要查一下进度", "帮我看看到哪一步了"])
@pytest.mark.parametrize("likeliest", ["apply.progress", "hotline.progress"])
def test_progress_of_nothing_in_particular_is_asked_back(text: str, likeliest: str) -> None:
    assert settled(text, likeliest)[:2] == ("ask", ["apply.progress", "hotline.progress"])
    assert settled(text, likeliest, "guide.dig-road")[0] == "ask"


@pytest.mark.parametrize(
    ("about", "meant"),
    [("apply.fee", "apply.progress"), ("report.problem", "hotline.progress"), ("hotline.number", "hotline.progress")],
)
def test_what_was_talked_about_tells_whose_progress(about: str, meant: str) -> None:
    assert settled("查进度", "apply.progress", about)[:2] == ("answer", [meant])


def test_when_there_will_be_a_reply_is_told_of_what_was_talked_about() -> None:
    assert settled("几天给答复", "hotline.reply-time", "apply.fee")[1] == ["apply.reply-time"]
    assert settled("那多久回复我", "apply.reply-time", "report.problem")[1] == ["hotline.reply-time"]
    assert settled("几天给答复", "hotline.reply-time")[1] == ["hotline.reply-time"]
    assert settled("投诉几天给答复", "hotline.reply-time", "apply.fee")[1] == ["hotline.reply-time"]


@pytest.mark.parametrize("text", ["我的单子到哪一步了", "查申请进度", "查JA20261125-0001", "投诉有结果了吗"])
def test_a_word_for_one_of_them_is_enough(text: str) -> None:
    assert settled(text, "hotline.progress")[:2] == ("answer", ["hotline.progress"])


@pytest.mark.parametrize(
    ("text", "likeliest", "facet"),
    [
        ("被拒了怎么办", "apply.refused", "result"),
        ("那我要申请", "apply.start", "process"),
        ("多久答复", "apply.reply-time", "time"),
    ],
)
def test_after_a_guide_an_application_is_the_guides(text: str, likeliest: str, facet: str) -> None:
    assert settled(text, likeliest, "guide.dig-road") == ("answer", ["guide.dig-road"], facet)


def test_what_the_guide_has_no_answer_to_is_asked_back() -> None:
    assert settled("可以口头申请吗", "apply.oral", "guide.dig-road")[:2] == ("ask", ["guide.dig-road", "apply.oral"])


@pytest.mark.parametrize(
    "text", ["不给公开怎么办", "要份文件被拒了怎么办", "我上个月跟你们要过一份东西，被拒了怎么办才好"]
)
def test_who_names_disclosure_or_says_more_means_that(text: str) -> None:
    assert settled(text, "apply.refused", "guide.dig-road")[:2] == ("answer", ["apply.refused"])
    assert settled("被拒了怎么办", "apply.refused", "apply.how")[:2] == ("answer", ["apply.refused"])
