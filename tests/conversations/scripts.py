"""Conversation scripts: a folder for each kind of what goes wrong, a YAML file for each trouble, a list of scripts in
it. The scripts of the forms lie beside the folders.

A script is a `name` (what must hold, as a sentence), an optional `page` the citizen is on, and its `turns`. A script
that the assistant gets wrong says why in `known`; it must then fail, so that mending it is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
# What goes wrong, by folder; and how many scripts there are at the least, of each kind and in all.
KINDS = (
    "happy_path", "follow_up", "correction", "switch", "interruption", "cancel", "unclear", "out_of_scope", "hand_off",
)  # fmt: skip
OF_A_KIND, IN_ALL = 8, 120


@dataclass(frozen=True)
class Turn:
    """What the citizen does (exactly one of the first three), and what must hold of the reply.

    A list says "one of these"; in a word, `a|b` says the same. What is not given is not looked at.
    """

    says: str | None = None
    taps: int | None = None  # the label of that choice of the reply before, from 1
    takes_suggestion: int | None = None
    kind: str | list[str] | None = None
    entry: str | list[str | None] | None = None
    facet: str | list[str] | None = None
    words: tuple[str, ...] | list[str] = ()  # all in the first message
    first_sentence: str | None = None
    somewhere: tuple[str, ...] | list[str] = ()  # all in the messages or among the sources
    never: tuple[str, ...] | list[str] = ()  # none in any message
    article: str | None = None  # among the sources, however it is written
    sources: bool | None = None
    ticket: bool | None = None
    choices: int | None = None  # at least so many
    offers: list[str] = field(default_factory=list)  # entries that are all among the choices
    person: bool | None = None  # whether a person is offered as a choice, or brought in
    suggests: int | None = None  # at least so many
    picks: int | None = None  # the entry and facet of that choice of the reply before, from 1
    repeats: bool = False  # the first message of the reply before, word for word


@dataclass(frozen=True)
class Script:
    """One conversation, in a session of its own."""

    kind: str
    trouble: str
    name: str
    turns: list[Turn]
    page: str | None = None
    known: str | None = None

    @property
    def id(self) -> str:
        """As pytest shows it."""
        return f"{self.kind}/{self.trouble}: {self.name}"


def load_scripts(folder: Path = FOLDER) -> list[Script]:
    """Every script of the folder and of those in it; raises TypeError for a word that no script knows."""
    return [
        _script(path.parent.relative_to(folder).name or "forms", path.stem, data)
        for path in sorted(folder.rglob("*.yml"))
        for data in yaml.safe_load(path.read_text("utf-8"))
    ]


def _script(kind: str, trouble: str, data: dict[str, Any]) -> Script:
    return Script(kind, trouble, **{**data, "turns": [Turn(**turn) for turn in data["turns"]]})
