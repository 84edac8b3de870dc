"""Evaluation lines (shared/contract.md): single messages and dialogues, with what should be answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A turn that only fills a slot of a form.
FORM_VALUE = "form.value"


class CasesError(ValueError):
    """A line that is no evaluation case; says file and line."""


@dataclass(frozen=True)
class Turn:
    """One message and what it should be understood as; `also` are acceptable, `group` tells the kind of case."""

    text: str
    entry: str
    facets: tuple[str, ...]
    also: tuple[str, ...]
    group: str


@dataclass(frozen=True)
class Case:
    """One conversation of one or more turns."""

    turns: tuple[Turn, ...]
    page: str | None = None


def read_cases(path: Path) -> list[Case]:
    """All cases of a JSONL file; raises CasesError."""
    return [_case(line, number, path) for number, line in enumerate(_lines(path), 1) if line.strip()]


def _lines(path: Path) -> Iterable[str]:
    return path.read_text("utf-8").split("\n")


def _case(line: str, number: int, path: Path) -> Case:
    try:
        data = json.loads(line)
        group = str(data.get("noise") or data.get("style") or data.get("kind") or "")
        turns = data.get("turns") or [data]
        return Case(tuple(_turn(turn, group) for turn in turns), data.get("page"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CasesError(f"{path}:{number}: {type(error).__name__} {error}") from error


def _turn(data: dict[str, Any], group: str) -> Turn:
    facets = [data["facet"]] if data.get("facet") else []
    return Turn(
        str(data["text"]),
        str(data["entry"]),
        (*facets, *data.get("also_facets", ())),
        tuple(data.get("also") or ()),
        group,
    )
