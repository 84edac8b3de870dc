"""The library at run time: what may be shown, what may be answered from, and where each answer comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.conversation.messages import Source
from bot.library.bureau import SAMPLE_MARK, Bureau
from bot.library.citation import anchor, articles_cited
from bot.library.entry import Entry, SourceRef
from bot.library.hashing import content_hash
from bot.library.parse import parse_entry

# Kinds that have a page to read, `/d/<id>`; the others are only talked about.
PAGED = frozenset({"document", "guide", "faq"})


class Library:
    """An immutable snapshot in memory. Texts are ready for citizens: `{bureau.…}` is filled in.

    It holds entries that are published and reviewed. Whether one may be *answered from* depends on the day, so those
    methods take it: a process that runs past midnight never answers from what has expired.
    """

    def __init__(self, entries: Iterable[Entry], bureau: Bureau | None = None, fingerprint: str = "") -> None:
        self._entries = {entry.id: entry for entry in entries if entry.shown}
        self._moved = {old: entry.id for entry in self._entries.values() for old in entry.formerly}
        self.bureau = bureau or Bureau()
        self.fingerprint = fingerprint

    @classmethod
    def from_data(cls, items: Iterable[Mapping[str, Any]], bureau: Bureau) -> Library:
        """From validated data of entries (Folder.data, or the store's), placeholders not yet filled in."""
        rendered = [bureau.render_all(item) for item in items]
        return cls(map(parse_entry, rendered), bureau, _fingerprint(rendered))

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, id_: str) -> Entry | None:
        """The entry, in force or not; None when there is none that may be shown."""
        return self._entries.get(id_)

    def moved(self, id_: str) -> str | None:
        """The id that an entry has now which was once called `id_`; an id in use is nobody's former one."""
        return None if id_ in self._entries else self._moved.get(id_)

    def entries(self) -> list[Entry]:
        """Everything that may be shown, by id."""
        return sorted(self._entries.values(), key=lambda entry: entry.id)

    def answerable(self, today: date) -> list[Entry]:
        """What may be the source of an answer today."""
        return [entry for entry in self.entries() if self.is_answerable(entry, today)]

    def is_answerable(self, entry: Entry, today: date, facet: str | None = None) -> bool:
        """In its validity dates, a document in force, and not resting on documents of ours that all lost force."""
        in_force = entry.valid_on(today) and (entry.document is None or entry.document.in_force)
        refs = _refs(entry, facet)
        return in_force and (not refs or any(self._holds(ref, today) for ref in refs))

    def title_of(self, id_: str) -> str | None:
        """The full title."""
        entry = self.get(id_)
        return entry.title if entry else None

    def label_of(self, id_: str) -> str | None:
        """The short title, for a button."""
        entry = self.get(id_)
        return entry.label if entry else None

    def questions_of(self, id_: str) -> tuple[str, ...]:
        """What people ask of it, in their words."""
        entry = self.get(id_)
        return tuple(entry.questions) if entry else ()

    def sources(self, entry: Entry, today: date, facet: str | None = None) -> list[Source]:
        """Where the answer (or one facet of a guide) comes from, documents out of force left out.

        What is said of a document comes first of all from itself, whatever its status; so does a guide without sources.
        """
        refs = _refs(entry, facet)
        sources = [self._source(ref) for ref in refs if self._holds(ref, today)]
        itself = entry.kind == "document" or (entry.kind == "guide" and not refs)
        return list(dict.fromkeys([self.own_source(entry), *sources] if itself else sources))

    def _holds(self, ref: SourceRef, today: date) -> bool:
        """Whether an answer may rest on it: an outside source, or a document of ours that is shown and in force."""
        if ref.document is None:
            return True
        entry = self._entries.get(ref.document)
        return bool(entry and entry.document and entry.document.in_force and entry.valid_on(today))

    def _source(self, ref: SourceRef) -> Source:
        if ref.document is None:
            mark = SAMPLE_MARK if ref.sample else ""
            return Source(id=None, title=f"{ref.title}{mark}", number=ref.number, article=ref.article)
        return self.own_source(self._entries[ref.document], ref.article)

    def own_source(self, entry: Entry, article: str | None = None) -> Source:
        """An entry as the source of what it says itself, or of one of its articles (`第二十条`)."""
        document = entry.document
        if document is None:
            return Source(id=entry.id, title=entry.title, article=article, url=page_of(entry, article))
        issued = document.issued_on or document.first_issued_on
        return Source(
            id=entry.id,
            title=entry.title,
            number=document.number,
            article=article,
            issued_on=issued.isoformat() if issued else None,
            status=document.status,
            url=page_of(entry, article),
        )


def page_of(entry: Entry, article: str | None = None) -> str:
    """The page on which a citizen reads about the entry and asks on, at the (first) article cited."""
    if entry.kind not in PAGED:
        return f"/chat?page={entry.id}"
    cited = articles_cited(article or "")
    return f"/d/{entry.id}#{anchor(cited[0])}" if cited else f"/d/{entry.id}"


def _refs(entry: Entry, facet: str | None) -> tuple[SourceRef, ...]:
    part = entry.facets.get(facet or "overview")
    return part.sources if part else entry.sources


def _fingerprint(items: list[Any]) -> str:
    return content_hash(sorted(map(content_hash, items)))
