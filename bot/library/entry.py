"""What the bureau knows, one entry per topic. Plain values; parse.py makes them from a file's or the store's data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EntryKind = Literal["faq", "guide", "document", "route", "action", "report", "chat"]
EntryStatus = Literal["published", "draft", "withdrawn"]

FACETS = (
    "overview", "basis", "conditions", "materials", "process", "time", "fee", "place", "phone", "result", "online",
)  # fmt: skip
OUT_OF_FORCE = frozenset({"已废止", "失效"})
NOT_YET_IN_FORCE = "尚未施行"


@dataclass(frozen=True)
class SourceRef:
    """What an answer rests on: a document of ours (its entry id), or else a title, with the article or place cited."""

    document: str | None = None
    article: str | None = None
    title: str | None = None
    number: str | None = None
    sample: bool = False


@dataclass(frozen=True)
class Facet:
    """One of the eleven parts of a guide."""

    text: str
    sources: tuple[SourceRef, ...] = ()
    sample: bool = False


@dataclass(frozen=True)
class Article:
    """One article of a document, in our own words."""

    no: int
    gist: str
    chapter: str | None = None


@dataclass(frozen=True)
class Predecessor:
    """What a document replaced."""

    title: str
    note: str | None = None


@dataclass(frozen=True)
class Document:
    """What is particular to a published document."""

    status: str
    number: str | None = None
    index_number: str | None = None
    issuer: str | None = None
    first_issued_on: date | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    status_note: str | None = None
    amendments: tuple[str, ...] = ()
    replaces: Predecessor | None = None
    aliases: tuple[str, ...] = ()
    link: str | None = None
    articles: tuple[Article, ...] = ()

    @property
    def in_force(self) -> bool:
        """False when repealed, lapsed or not yet effective: it may be shown, never be the ground of an answer."""
        return self.status not in OUT_OF_FORCE and self.status != NOT_YET_IN_FORCE

    def article(self, no: int) -> Article | None:
        """The article with that number."""
        return next((item for item in self.articles if item.no == no), None)


@dataclass(frozen=True)
class Route:
    """Whose business it is, and the number to call."""

    authority: str
    phone: str | None = None
    emergency: bool = False


@dataclass(frozen=True)
class Review:
    """Who vouches for the text, and since when."""

    by: str
    on: date


@dataclass(frozen=True)
class Entry:
    """One topic. `answer` is the short answer of every kind: a guide's overview, a document's summary.

    `formerly`: ids that its page had before, so that printed QR codes go on working.
    """

    id: str
    kind: EntryKind
    title: str
    label: str
    answer: str
    questions: tuple[str, ...] = ()
    detail: str | None = None
    sources: tuple[SourceRef, ...] = ()
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    followups: Mapping[str, str] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    review: Review | None = None
    sample: bool = False
    status: EntryStatus = "published"
    facets: Mapping[str, Facet] = field(default_factory=dict)
    document: Document | None = None
    route: Route | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the day lies within the validity dates (both inclusive)."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @property
    def shown(self) -> bool:
        """Whether a citizen may see it at all: published, and vouched for by a person."""
        return self.status == "published" and self.review is not None
