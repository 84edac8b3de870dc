"""Evaluation files: both shapes of line, and a precise complaint about any other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.cases import CasesError, read_cases


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cases.jsonl"


def write(file: Path, *lines: Any) -> Path:
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return file


def test_a_line_is_one_message(file: Path) -> None:
    line = {"text": "要交钱吗", "entry": "apply.fee", "also": ["apply.how"], "page": "doc.road", "style": "short"}
    (case,) = read_cases(write(file, line))
    (turn,) = case.turns
    assert (turn.text, turn.entry, turn.also, turn.group) == ("要交钱吗", "apply.fee", ("apply.how",), "short")
    assert case.page == "doc.road"


def test_a_line_may_be_a_dialogue(file: Path) -> None:
    turns = [
        {"text": "挖路怎么办", "entry": "guide.dig-road"},
        {"text": "收费吗", "entry": "guide.dig-road", "facet": "fee", "also_facets": ["basis"]},
    ]
    (case,) = read_cases(write(file, {"turns": turns, "kind": "follow_up"}))
    assert [turn.facets for turn in case.turns] == [(), ("fee", "basis")]
    assert {turn.group for turn in case.turns} == {"follow_up"}


def test_blank_lines_are_passed_over(file: Path) -> None:
    file.write_text('\n{"text": "你好", "entry": "chat.greet"}\n\n  \n', "utf-8")
    assert len(read_cases(file)) == 1


def test_a_line_break_inside_a_text_stays_inside(file: Path) -> None:
    (case,) = read_cases(write(file, {"text": "一\u2028二", "entry": "chat.greet"}))
    assert case.turns[0].text == "一\u2028二"


@pytest.mark.parametrize("line", ["{", "[]", "3", '"text"', "null", '{"text": "你好"}', '{"entry": "chat.greet"}'])
def test_a_broken_line_is_named(file: Path, line: str) -> None:
    file.write_text('{"text": "你好", "entry": "chat.greet"}\n' + line, "utf-8")
    with pytest.raises(CasesError, match=r"cases\.jsonl:2: "):
        read_cases(file)
