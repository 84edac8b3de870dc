"""docs/quality.md: what its tables are drawn from, and that they and floor.json say the same."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bench import quality_document as document
from bench.quality import DOCUMENT, ROOT, read_floor
from bench.quality_document import WORDS
from bot.evaluation.cases import Turn, read_cases
from bot.evaluation.noise import Count, floor_of
from bot.evaluation.run import Outcome
from bot.evaluation.score import WATCHED, score

SECTIONS = ("figures", "floor", "baseline", "confidence", "learning", "intents", "search")
# As bench.learning_curve keeps it.
CURVE = {
    "curve": [
        {"at_most": 4, "phrasings": 4.0, "seeds": 3, "right": 0.8123, "among_three": 0.9, "core_seconds": 2.5},
        {"at_most": None, "phrasings": 61.3, "seeds": 1, "right": 0.9776, "among_three": 0.99, "core_seconds": 31.0},
    ],
    "by_file": {"dev-a": {"questions": 286, "right": [0.8, 0.97]}},
}


def report() -> dict[str, Any]:
    turn = Turn("一句话", "apply.fee", (), (), "")
    entries = ("apply.fee", "apply.fee", "apply.fee", "apply.how")
    return score(Outcome(turn, {"kind": "answer", "entry": entry, "confidence": 0.9}, 12.0) for entry in entries)


def cells(table: str) -> list[list[str]]:
    """The rows below the head."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()[2:]]


def recorded() -> dict[tuple[str, str], Count]:
    return {(name, key): count for name, own in read_floor().items() for key, count in own.items()}


def test_a_report_becomes_a_row() -> None:
    (row,) = cells(document.figures({"dev-c": report()}))
    assert row[:4] == ["dev-c", "4", "75.0 %", "100.0 %"]
    assert "–" in row, "what there is nothing to count of has no figure"


def test_the_baseline_stands_below_ours_of_the_same_file() -> None:
    result = {"file": "dev-c.jsonl", "rows": {"ours": report(), "baseline, top 1": report()}}
    rows = cells(document.baseline([result]) or "")
    assert [row[:3] for row in rows] == [["dev-c.jsonl", "我们", "4"], ["dev-c.jsonl", "baseline, top 1", "4"]]


def test_the_learning_curve_and_the_same_by_file() -> None:
    curve, files = (document.learning(CURVE) or "").split("\n\n")
    assert cells(curve)[0] == ["4", "4.0", "3", "81.2 %", "90.0 %", "2.5"]
    assert cells(files) == [["dev-a", "286", "80.0 %", "97.0 %"]]


def test_only_ways_that_find_something_are_told_of_the_articles() -> None:
    ways = {"question": {"p95_ms": 3.5}, "words": {"hit_10": 0.56, "p95_ms": 12.5}}
    found = document.articles({"articles": 9, "ways": ways})
    assert cells(found or "") == [["words", "9", "56.0 %", "12.5"]]


def test_figures_of_several_shares_of_noise_stand_in_one_cell() -> None:
    found = document.measured({"rows": [{"messages": 9, "accuracy": [0.5, 0.25, 1.0]}]})
    assert cells(found or "") == [["9", "50.0 % / 25.0 % / 100.0 %"]]


def test_a_table_measured_elsewhere_stays_and_an_empty_one_names_its_command() -> None:
    page = "前\n<!-- intents -->\n| 旧 |\n<!-- /intents -->\n中\n<!-- search -->\n<!-- /search -->\n后\n"
    filled = document.filled(page, {"intents": None, "search": None})
    assert document.section(filled, "intents") == "| 旧 |\n"
    assert WORDS["commands"]["search"] in document.section(filled, "search")
    again = document.filled(filled, {"intents": "| 新 |", "search": None})
    assert document.section(again, "intents") == "| 新 |\n"
    assert [line for line in again.splitlines() if line in "前中后"] == ["前", "中", "后"]
    with pytest.raises(ValueError, match="none"):
        document.section(page, "none")


def test_the_page_has_every_section() -> None:
    page = DOCUMENT.read_text("utf-8")
    assert tuple(re.findall(r"<!-- (\w+) -->", page)) == SECTIONS == tuple(WORDS["commands"])
    assert all(document.section(page, name).strip() for name in SECTIONS)


def test_the_page_and_the_floor_say_the_same() -> None:
    assert document.section(DOCUMENT.read_text("utf-8"), "floor").strip() == document.floor(read_floor())


def test_no_figure_of_the_page_is_below_the_floor() -> None:
    table = document.section(DOCUMENT.read_text("utf-8"), "figures")
    names = {label: name for name, label in WORDS["figures"].items()}
    sets = {label: name for name, label in WORDS["sets"].items()}
    head = [names.get(cell.strip(), "") for cell in table.splitlines()[0].strip("|").split("|")]
    shown = {
        (sets[row[0]], name): float(cell.rstrip(" %")) / 100
        for row in cells(table)
        for name, cell in zip(head, row)
        if "%" in cell
    }
    compared = shown.keys() & recorded().keys()
    assert len(compared) > 15
    assert [key for key in compared if shown[key] < floor_of(key[1], recorded()[key]) - 0.0005] == []


def test_the_floor_was_measured_on_the_questions_that_are_there() -> None:
    for path in sorted((ROOT / "tests/evaluation").glob("dev-*.jsonl")):
        assert recorded()[path.stem, "answered"].of == len(read_cases(path))


def test_everything_watched_has_a_name() -> None:
    assert set(WATCHED) | set(document.TOLD) <= set(WORDS["figures"])
