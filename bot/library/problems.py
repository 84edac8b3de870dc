"""What is wrong with a knowledge file: a stable code, the place, and one sentence for the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.library.yaml_text import read_yaml

SCHEMA_DIR = Path(__file__).parent / "schema"
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong at a place inside one file's data (field names and list positions)."""

    code: str
    place: Place = ()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence for the editor."""
        return str(_sentences()[self.code]).format(**{"field": spell(self.place), **self.values})


@dataclass(frozen=True, order=True)
class Problem:
    """A fault with its file and line, as it is printed."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class KnowledgeError(ValueError):
    """The knowledge files cannot be used; `problems` holds every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def spell(place: Place) -> str:
    """`("questions", 2)` as an editor reads it: questions[3]."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def yaml_reason(message: str) -> str:
    """What the YAML reader said, for an editor; a message nobody has met yet says only that something is wrong."""
    found = re.search(r"'(.*)'", message)
    clauses = _yaml_clauses().items()
    clause = next((clause for piece, clause in clauses if piece in message), _sentences()["yaml_unknown"])
    return str(clause).replace("{found}", found[1].replace("tag:yaml.org,2002:", "!!") if found else "")


@cache
def _yaml_clauses() -> dict[str, str]:
    clauses: dict[str, str] = read_yaml((SCHEMA_DIR / "yaml.yml").read_text("utf-8"))
    return clauses


@cache
def _sentences() -> dict[str, str]:
    sentences: dict[str, str] = read_yaml((SCHEMA_DIR / "problems.yml").read_text("utf-8"))
    return sentences
