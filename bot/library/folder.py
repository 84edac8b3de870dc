"""The knowledge folder as read from disk, before it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.library.bureau import Bureau
from bot.library.catalogue import Topic
from bot.library.entry import Document, Entry
from bot.library.parse import parse_entry
from bot.library.problems import Fault, Problem
from bot.library.yaml_text import line_of

FOLDERS = {
    "faq": "faq", "guide": "guides", "document": "documents", "route": "routes",
    "action": "actions", "report": "actions", "chat": "chat",
}  # fmt: skip

# What the store does not hold: the bureau's values, the catalogue, the names of facets.
SINGLE_FILES = ("bureau", "catalogue", "facets")


@dataclass(frozen=True)
class KnowledgeFile:
    """One file: where it is (relative to the folder, with slashes), its text, and the data in it."""

    path: str
    text: str
    data: Any

    @property
    def stem(self) -> str:
        """The file name without .yml, which is the entry's id."""
        return Path(self.path).name.removesuffix(".yml")

    @cached_property
    def entry(self) -> Entry:
        """The entry; only for files without faults of shape."""
        return parse_entry(self.data)

    def problem(self, fault: Fault) -> Problem:
        """The fault with file and line."""
        return Problem(self.path, line_of(self.text, fault.place), fault.code, fault.message)


@dataclass(frozen=True)
class Corpus:
    """What rules judge a file by: all files with the right shape, every id there is, the bureau's values."""

    files: tuple[KnowledgeFile, ...]
    ids: frozenset[str]
    bureau: Bureau | None = None

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The documents among the files, by entry id."""
        return {file.stem: file.entry.document for file in self.files if file.entry.document}


@dataclass(frozen=True)
class Folder:
    """Everything in a knowledge folder. `files` are the entries; usable only when there are no `problems`.

    `facets` says how each facet of a guide is called (`label`) and asked for (`ask`); `catalogue` is the file
    of topics.
    """

    files: tuple[KnowledgeFile, ...] = ()
    bureau: Bureau = field(default_factory=Bureau)
    topics: tuple[Topic, ...] = ()
    facets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    root: Path = Path()
    catalogue: KnowledgeFile | None = None

    def problem(self, file: KnowledgeFile, fault: Fault) -> Problem:
        """The fault with line, and the file as one finds it from here."""
        problem = file.problem(fault)
        return replace(problem, file=(self.root / problem.file).as_posix())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in the order of their paths, placeholders not yet filled in."""
        return tuple(file.entry for file in self.files)

    @property
    def data(self) -> tuple[Any, ...]:
        """The data of the entries, in the same order: what `Library.from_data` takes."""
        return tuple(file.data for file in self.files)
