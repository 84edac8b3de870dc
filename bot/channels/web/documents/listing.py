"""The list of everything that has a page: searched, filtered, newest first, a page at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from bot.conversation.text import clean
from bot.library.entry import Entry
from bot.library.library import PAGED

PER_PAGE = 20
LONGEST_QUERY = 100
MOST_NEAREST = 10
# Text of a citizen's → ids of entries, the nearest first.
Nearest = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Filters:
    """What a visitor asked for; "" is anything."""

    q: str = ""
    kind: str = ""
    year: str = ""
    issuer: str = ""
    status: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        """From the address; what cannot be a page number is 1."""
        texts = {name: clean(query.get(name, ""))[:LONGEST_QUERY] for name in ("q", "kind", "year", "issuer", "status")}
        page = query.get("page", "")
        return cls(**texts, page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1)

    def address(self, **changes: object) -> str:
        """The list's own address with these filters, some of them changed."""
        values = {**self.__dict__, **changes}
        given = {name: value for name, value in values.items() if value and (name, value) != ("page", 1)}
        return f"/d/?{urlencode(given)}" if given else "/d/"

    def fits(self, entry: Entry) -> bool:
        """Whether an entry has what each filter asks for; `q` is not looked at."""
        document = entry.document
        return all(
            not wanted or wanted == found
            for wanted, found in (
                (self.kind, entry.kind),
                (self.year, year_of(entry)),
                (self.issuer, document and document.issuer),
                (self.status, document and document.status),
            )
        )


@dataclass(frozen=True)
class Options:
    """What the filters offer."""

    years: tuple[str, ...]
    issuers: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """One page of what was found. `nearest`: nothing holds the words, these come nearest."""

    entries: tuple[Entry, ...]
    filters: Filters
    total: int
    pages: int
    nearest: bool = False


def listed(entries: Iterable[Entry], filters: Filters, nearest: Nearest) -> Listing:
    """What fits; a page beyond the last is the last."""
    fitting = [entry for entry in entries if entry.kind in PAGED and filters.fits(entry)]
    found = sorted(fitting, key=_newest_first) if not filters.q else _worded(fitting, filters.q)
    near = bool(filters.q and not found and fitting)
    if near:
        by_id = {entry.id: entry for entry in fitting}
        found = [by_id[id_] for id_ in dict.fromkeys(nearest(filters.q)) if id_ in by_id][:MOST_NEAREST]
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(filters.page, pages)
    shown = tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE])
    return Listing(shown, replace(filters, page=page), len(found), pages, near and bool(found))


def options(entries: Iterable[Entry]) -> Options:
    """Every year, issuer and status that a document has."""
    documents = [(entry, entry.document) for entry in entries if entry.document]
    return Options(
        years=tuple(sorted({year for entry, _ in documents if (year := year_of(entry))}, reverse=True)),
        issuers=tuple(sorted({document.issuer for _, document in documents if document.issuer})),
        statuses=tuple(sorted({document.status for _, document in documents})),
    )


def issued_on(entry: Entry) -> date | None:
    """The day of the text in force, else of the first."""
    return (entry.document.issued_on or entry.document.first_issued_on) if entry.document else None


def year_of(entry: Entry) -> str:
    """The year it was issued, "" when nobody says."""
    day = issued_on(entry)
    return str(day.year) if day else ""


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    """Documents by day, then guides, then questions."""
    day = issued_on(entry)
    return ("document", "guide", "faq").index(entry.kind), -(day.toordinal() if day else 0), entry.title


def _worded(entries: Iterable[Entry], q: str) -> list[Entry]:
    """Those that hold every word, the ones with all of them in the title or number first."""
    words = _plain(q).split()
    ranked = [(rank, *_newest_first(entry), entry) for entry in entries if (rank := _rank(entry, words)) is not None]
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:-1])]


def _rank(entry: Entry, words: list[str]) -> int | None:
    document = entry.document
    names = [entry.title, entry.label, *(document.aliases if document else ())]
    names += [document.number or "", document.index_number or ""] if document else []
    head, all_ = _plain(" ".join(names)), _plain(" ".join([*names, entry.answer]))
    return 0 if all(word in head for word in words) else 1 if all(word in all_ for word in words) else None


def _plain(text: str) -> str:
    """（２０１９）88号 is found as [2019]88号: full and half width, brackets and case make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(" " if unicodedata.category(char) in {"Ps", "Pe", "Pi", "Pf", "Zs"} else char for char in plain)
