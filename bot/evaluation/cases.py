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
    """A line that is no evaluation case: where, and why as a code (encoding, json, shape, field, empty)."""

    def __init__(self, path: Path, line: int, code: str, value: str = "") -> None:
        super().__init__(f"{path}:{line}: {code} {value}".rstrip())
        self.place, self.code, self.value = f"{path}:{line}", code, value


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
    """All cases of a JSONL file; raises CasesError and OSError."""
    cases = [_case(line, number, path) for number, line in enumerate(_lines(path), 1) if line.strip()]
    if not cases:
        raise CasesError(path, 1, "empty")
    return cases


def _lines(path: Path) -> Iterable[str]:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CasesError(path, content.count(b"\n", 0, error.start) + 1, "encoding") from error


def _case(line: str, number: int, path: Path) -> Case:
    try:
        data = json.loads(line)
        group = str(data.get("noise") or data.get("style") or data.get("kind") or "")
        turns = data.get("turns") or [data]
        return Case(tuple(_turn(turn, group) for turn in turns), data.get("page"))
    except KeyError as error:
        raise CasesError(path, number, "field", str(error.args[0])) from error
    except json.JSONDecodeError as error:
        raise CasesError(path, number, "json", str(error.colno)) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CasesError(path, number, "shape") from error


def _turn(data: dict[str, Any], group: str) -> Turn:
    facets = [data["facet"]] if data.get("facet") else []
    return Turn(
        str(data["text"]),
        str(data["entry"]),
        (*facets, *data.get("also_facets", ())),
        tuple(data.get("also") or ()),
        group,
    )
