"""Fills docs/quality.md: the prose is written there by hand, the tables between `<!-- name -->` and `<!-- /name -->`.

One function a section, each from plain values to Markdown; None leaves what is there. Files of bench/results that this
machine does not have thus keep the table that another one measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.noise import Counts, floor_of

# The first is a number of messages; time is told where it is measured in peace (docs/performance.md).
TOLD = (
    "messages", "right_among_answered", "answered", "answered_right", "right_choice_among_clarified", "facet_accuracy",
    "foreign_answered_as_else", "emergency_recall", "form_turns_taken", "calibration_error",
)  # fmt: skip
_BASELINE = (
    "messages", "right_among_answered", "answered_right", "answered", "foreign_answered_as_else", "emergency_recall",
    "calibration_error",
)  # fmt: skip
# What a table of somebody else's figures tells as it is; any other number between 0 and 1 is a share.
_PLAIN = ("ANSWER", "ASK", "OFFER")
WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("quality.yml").read_text("utf-8"))
Row = Mapping[str, Any]


def filled(document: str, sections: Mapping[str, str | None]) -> str:
    """The document with its sections drawn anew; one that was never drawn names the command that makes it."""
    for name, drawn in sections.items():
        place = re.compile(rf"(?<=<!-- {name} -->\n)(.*?)(?=<!-- /{name} -->)", re.S)
        kept = section(document, name)
        text = drawn or kept or WORDS["missing"].format(command=WORDS["commands"][name])
        document = place.sub(lambda found, text=text: f"{text.strip()}\n", document)
    return document


def section(document: str, name: str) -> str:
    """What stands in a section; raises ValueError when the document has none of that name."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", document, re.S)
    if not found:
        raise ValueError(name)
    return found[1]


def figures(reports: Mapping[str, Row]) -> str:
    """Every set: what the whole assistant made of it (a report of bot.evaluation.score each)."""
    head = [_head("set"), *(WORDS["figures"][name] for name in TOLD)]
    return _table(head, [[WORDS["sets"][name], *_told(report, TOLD)] for name, report in reports.items()])


def floor(recorded: Mapping[str, Counts]) -> str:
    """tests/evaluation/floor.json with the lowest figures that still pass."""
    rows = [
        [WORDS["sets"][name], WORDS["figures"][figure], f"{_share(count.share)}（{count.right}/{count.of}）",
         _share(floor_of(figure, count))]
        for name, counts in recorded.items()
        for figure, count in counts.items()
    ]  # fmt: skip
    return _table([_head(name) for name in ("set", "figure", "recorded", "lowest")], rows)


def baseline(results: Sequence[Row]) -> str | None:
    """bench/results/understanding-*.json: ours and Rasa's default pipeline, on the same file in the same run."""
    rows = [
        [result["file"], _head(system), *_told(report, _BASELINE)]
        for result in results
        for system, report in result["rows"].items()
    ]
    head = [_head("set"), _head("system"), *(WORDS["figures"][name] for name in _BASELINE)]
    return _table(head, rows) if rows else None


def confidence(thresholds: Row) -> str:
    """Both pictures and what the bands would be."""
    pictures = "![reliability](quality-reliability.svg)\n![risk and coverage](quality-risk-coverage.svg)"
    return f"{pictures}\n\n{rows(thresholds['rows'])}"


def learning(result: Row | None) -> str | None:
    """bench/results/learning_curve.json: the curve, and the same by file."""
    if not result:
        return None
    heads = [str(row["phrasings"]) for row in result["curve"]]
    files = [
        {"name": name, "questions": own["questions"], **dict(zip(heads, own["right"]))}
        for name, own in result["by_file"].items()
    ]
    return f"{rows(result['curve'])}\n\n{rows(files)}"


def measured(result: Row | None) -> str | None:
    """bench/results/intents.json's `rows`."""
    return rows(result["rows"]) if result else None


def articles(result: Row | None) -> str | None:
    """bench/results/article_search.json: the ways that find something."""
    if not result:
        return None
    ways = {name: row for name, row in result["ways"].items() if "hit_10" in row}
    return rows([{"name": name, "articles": result["articles"], **row} for name, row in ways.items()])


def rows(found: Sequence[Row]) -> str:
    """Rows that share their keys, as they are."""
    head = list(found[0])
    return _table([_head(key) for key in head], [[_cell(key, row[key]) for key in head] for row in found])


def _head(key: str) -> str:
    return str(WORDS["heads"].get(key, key))


def _told(report: Row, names: Iterable[str]) -> list[str]:
    return [str(report[name]) if name == "messages" else _share(report[name]) for name in names]


def _cell(key: str, value: Any) -> str:
    if isinstance(value, list) and len(value) > 2:
        return " / ".join(_share(item) for item in value)
    if isinstance(value, list):
        return "–".join(map(str, value))
    if isinstance(value, float) and 0 <= value <= 1 and key not in _PLAIN:
        return _share(value)
    return "–" if value is None else _head(str(value))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f} %"


def _table(head: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
