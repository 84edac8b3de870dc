"""Does the library answer everything the catalogue asks for?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.library.catalogue import Topic
from bot.library.entry import FACETS, Entry
from bot.library.folder import Folder
from bot.library.library import Library
from bot.library.problems import Fault, Problem


@dataclass(frozen=True)
class Section:
    """How many of a section's topics are covered without fault."""

    name: str
    covered: int
    total: int


@dataclass(frozen=True)
class Coverage:
    """The library against the catalogue. `own` are the ids the bureau added itself."""

    sections: tuple[Section, ...]
    faults: tuple[Fault, ...]
    own: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every topic can be answered."""
        return not self.faults

    @property
    def covered(self) -> int:
        """Topics without fault."""
        return sum(section.covered for section in self.sections)

    @property
    def total(self) -> int:
        """Topics in the catalogue."""
        return sum(section.total for section in self.sections)


def check(library: Library, topics: Iterable[Topic], today: date, withdrawn: Collection[str] = ()) -> Coverage:
    """Compare every topic of the catalogue with what the library, less what is withdrawn, can answer today."""
    topics = tuple(topics)
    faults = {topic.id: tuple(_faults(topic, library, today, withdrawn)) for topic in topics}
    totals = Counter(topic.section for topic in topics)
    covered = Counter(topic.section for topic in topics if not faults[topic.id])
    return Coverage(
        sections=tuple(Section(name, covered[name], total) for name, total in totals.items()),
        faults=tuple(fault for found in faults.values() for fault in found),
        own=tuple(entry.id for entry in library.entries() if entry.id not in faults),
    )


def located(coverage: Coverage, folder: Folder) -> list[Problem]:
    """The faults at their places: in the entry's file, or in the catalogue when there is no file."""
    files = {file.stem: file for file in folder.files}
    sections = {topic.id: topic.section for topic in folder.topics}
    problems = []
    for fault in coverage.faults:
        id_ = fault.values["id"]
        if id_ in files:
            problems.append(folder.problem(files[id_], fault))
        elif folder.catalogue:
            problems.append(folder.problem(folder.catalogue, replace(fault, place=(sections[id_], id_))))
    return problems


def _faults(topic: Topic, library: Library, today: date, withdrawn: Collection[str]) -> Iterator[Fault]:
    entry = library.get(topic.id)
    if topic.id in withdrawn:
        yield Fault("topic_withdrawn", ("state",), {"id": topic.id})
        return
    if entry is None:
        yield Fault("topic_missing", (), {"id": topic.id, "title": topic.title})
        return
    if entry.kind != topic.kind:
        yield Fault("topic_kind", ("kind",), {"id": topic.id, "wanted": topic.kind, "found": entry.kind})
    if topic.emergency and not (entry.route and entry.route.emergency):
        yield Fault("topic_not_emergency", ("emergency",), {"id": topic.id})
    yield from _unanswerable(entry, library, today)


def _unanswerable(entry: Entry, library: Library, today: date) -> Iterator[Fault]:
    # A repealed document is covered: the assistant can say that it is repealed.
    if not entry.document and not library.is_answerable(entry, today):
        yield Fault("topic_not_answerable", ("valid",), {"id": entry.id})
    for facet in FACETS if entry.kind == "guide" else ():
        if facet not in entry.facets or not library.is_answerable(entry, today, facet):
            yield Fault("facet_not_answerable", ("facets", facet), {"id": entry.id, "facet": facet})
