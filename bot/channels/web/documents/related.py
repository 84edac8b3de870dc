"""What a page leads to: what took a document's place, what it names, and what names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.conversation.messages import Source
from bot.library.entry import Entry, SourceRef
from bot.library.library import PAGED, Library

MOST = 12


def successors(entry: Entry, library: Library, today: date) -> list[Entry]:
    """For a document out of force: the documents in force that it rests on, which took its place."""
    if entry.document is None or entry.document.in_force:
        return []
    ids = dict.fromkeys(source.id for source in library.sources(entry, today) if source.id and source.id != entry.id)
    return [found for id_ in ids if (found := library.get(id_))]


def related(entry: Entry, library: Library) -> list[Entry]:
    """Its own choice first, then guides and documents that name it; only what has a page."""
    named = [found for id_ in entry.related if (found := library.get(id_))]
    naming = [other for other in library.entries() if other.kind != "faq" and _names(other, entry.id)]
    unique = {other.id: other for other in [*named, *naming] if other.kind in PAGED and other.id != entry.id}
    return list(unique.values())[:MOST]


def basis(sources: Iterable[Source], entry: Entry) -> list[Source]:
    """What an answer rests on beside the entry itself: each document once, with all its articles, at the first."""
    merged: dict[tuple[str | None, str], Source] = {}
    for source in sources:
        earlier = merged.setdefault((source.id, source.title), source)
        if earlier is not source and source.article:
            articles = "、".join(article for article in (earlier.article, source.article) if article)
            merged[source.id, source.title] = replace(earlier, article=articles)
    return [source for source in merged.values() if source.id != entry.id]


def _names(other: Entry, id_: str) -> bool:
    return id_ in other.related or any(ref.document == id_ for ref in _refs(other))


def _refs(entry: Entry) -> list[SourceRef]:
    return [*entry.sources, *(ref for facet in entry.facets.values() for ref in facet.sources)]
