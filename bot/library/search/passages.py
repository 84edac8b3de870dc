"""What can be found: the pieces of entries that a question is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.library.entry import Entry


@dataclass(frozen=True)
class Passage:
    """One findable piece. `asked` marks wording that citizens use (titles, questions); the rest is answer text."""

    entry: str
    text: str
    asked: bool


def passages_of(entries: Iterable[Entry]) -> list[Passage]:
    """All passages, entry by entry."""
    return [passage for entry in entries for passage in _passages(entry)]


def _passages(entry: Entry) -> Iterator[Passage]:
    names = (entry.title, entry.label, *entry.questions, *(entry.document.aliases if entry.document else ()))
    for text in dict.fromkeys(names):
        yield Passage(entry.id, text, asked=True)
    yield Passage(entry.id, f"{entry.title}。{entry.answer}{entry.detail or ''}", asked=False)
    for facet in entry.facets.values():
        yield Passage(entry.id, f"{entry.title}。{facet.text}", asked=False)
    for article in entry.document.articles if entry.document else ():
        yield Passage(entry.id, f"{entry.title}。{article.gist}", asked=False)
