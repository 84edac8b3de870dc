"""The table that `python -m bot evaluate` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_HEADS = (
    ("messages", "messages"), ("answered", "answered"), ("right_among_answered", "right/answered"),
    ("answered_right", "right/all"), ("wrong", "wrong"), ("clarified", "clarified"),
    ("right_choice_among_clarified", "right choice"), ("handed_over", "handed over"), ("facet_accuracy", "facet"),
)  # fmt: skip
_EXTRA = ("foreign_answered_as_else", "emergency_recall", "form_turns_taken", "calibration_error")


def table(report: Mapping[str, Any]) -> str:
    """Totals first, then by section and by kind of case, then the worst confusions."""
    rows = [("all", report)]
    rows += [(name, group) for part in ("by_section", "by_group") for name, group in report[part].items()]
    lines = [_line("", [head for _, head in _HEADS])]
    lines += [_line(name, [_cell(row[key]) for key, _ in _HEADS]) for name, row in rows]
    lines += ["", *(f"{name}: {_cell(report[name])}" for name in _EXTRA)]
    lines += [f"milliseconds: p50 {report['milliseconds']['p50']}, p95 {report['milliseconds']['p95']}", ""]
    lines += [f"{row['count']} × {row['expected']} → {row['answered']}" for row in report["confusions"]]
    return "\n".join(lines)


def _line(name: str, cells: list[str]) -> str:
    return f"{name:<16}" + "".join(f"{cell:>15}" for cell in cells)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.1%}" if isinstance(value, float) else str(value)
