"""An earlier text of a document is never passed off as the one in force."""

from __future__ import annotations

from typing import Any

import pytest

from actions.runtime import Knowledge
from actions.versions import former_text


def told(id_: str, text: str, known: Knowledge, domain: dict[str, Any]) -> str | None:
    entry = known.library.get(id_)
    assert entry is not None
    return former_text(entry, text, domain)


@pytest.mark.parametrize(
    ("id_", "text", "words"),
    [
        ("doc.reconsideration-law", "2017年的行政复议法第九条", ("2017年", "2024年1月1日", "2023年修订")),
        ("doc.reconsideration-law", "旧的复议法第九条", ("2017年", "2024年1月1日")),
        ("doc.reconsideration-law", "1999年的行政复议法", ("1999年", "2023年9月1日", "2024年1月1日")),
        ("doc.foi-regulation", "2007版信息公开条例", ("2007年", "2019年5月15日")),
        ("doc.road", "2011年的道路条例第三十条", ("2011年", "2019年3月24日")),
    ],
)
def test_who_asks_for_an_earlier_text_is_told_what_replaced_it(
    id_: str, text: str, words: tuple[str, ...], known: Knowledge, domain: dict[str, Any]
) -> None:
    said = told(id_, text, known, domain)
    assert said is not None
    assert [word for word in words if word not in said] == []
    assert "{" not in said


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("doc.reconsideration-law", "2023年的行政复议法第九条"),
        ("doc.reconsideration-law", "2024年施行的行政复议法"),
        ("doc.reconsideration-law", "行政复议法第九条"),
        ("doc.reconsideration-law", "我2017年5月收到的处罚，现在按行政复议法几天内申请"),
        ("doc.road", "老城区的道路，按条例第三十条谁批"),
        ("doc.licensing-law", "2025年的行政许可法"),
    ],
)
def test_who_asks_for_the_text_in_force_is_told_nothing(
    id_: str, text: str, known: Knowledge, domain: dict[str, Any]
) -> None:
    assert told(id_, text, known, domain) is None
