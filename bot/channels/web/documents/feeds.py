"""For programs: the sitemap, the feed of the newest documents, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.channels.web.documents.address import link
from bot.channels.web.documents.listing import issued_on
from bot.conversation.text import clean
from bot.library.entry import Entry
from bot.library.library import PAGED

NEWEST = 30


@dataclass(frozen=True)
class Item:
    """One page; its texts hold nothing that XML cannot."""

    url: str
    title: str
    summary: str
    issued: date | None
    changed: date


def pages(entries: Iterable[Entry], base: str) -> list[Item]:
    """Everything that has a page, by id."""
    return [_item(entry, base) for entry in entries if entry.kind in PAGED]


def newest(entries: Iterable[Entry], base: str) -> list[Item]:
    """The documents last issued."""
    dated = [(day, entry) for entry in entries if (day := issued_on(entry))]
    dated.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return [_item(entry, base) for _, entry in dated[:NEWEST]]


def _item(entry: Entry, base: str) -> Item:
    assert entry.review is not None  # nothing is shown without
    issued = issued_on(entry)
    changed = max(issued, entry.review.on) if issued else entry.review.on
    return Item(link(base, entry), clean(entry.title), clean(entry.answer), issued, changed)
