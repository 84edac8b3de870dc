"""From the data of one entry (a file's or the store's, already validated) to an `Entry`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.library.entry import Article, Document, Entry, Facet, Predecessor, Review, Route, SourceRef

Data = Mapping[str, Any]


def parse_entry(data: Data) -> Entry:
    """The entry; raises KeyError, TypeError or ValueError when the data was not validated."""
    valid = data.get("valid") or {}
    return Entry(
        id=data["id"],
        kind=data["kind"],
        title=data["title"],
        label=data["label"],
        answer=_answer(data),
        questions=tuple(data.get("questions", ())),
        detail=data.get("detail"),
        sources=_sources(data),
        related=tuple(data.get("related", ())),
        formerly=tuple(data.get("formerly", ())),
        followups=dict(data.get("followups") or {}),
        valid_from=_day(valid.get("from")),
        valid_to=_day(valid.get("to")),
        review=_review(data.get("review")),
        sample=bool(data.get("sample")),
        status=status_of(data),
        facets={name: _facet(part) for name, part in (data.get("facets") or {}).items()},
        document=_document(data) if data["kind"] == "document" else None,
        route=_route(data) if data["kind"] == "route" else None,
    )


def status_of(data: Data) -> Any:
    """The publishing state; `status` in a file is the document's own (现行 …), so ours is called `state` there."""
    return data.get("state", "published")


def _answer(data: Data) -> str:
    if data["kind"] == "guide":
        return str(data["facets"]["overview"]["text"])
    return str(data["summary"] if data["kind"] == "document" else data["answer"])


def _sources(data: Data) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(**item) for item in data.get("sources") or ())


def _facet(part: Data) -> Facet:
    return Facet(text=part["text"], sources=_sources(part), sample=bool(part.get("sample")))


def _review(data: Data | None) -> Review | None:
    return Review(by=data["by"], on=date.fromisoformat(data["on"])) if data else None


def _route(data: Data) -> Route:
    return Route(authority=data["authority"], phone=data.get("phone"), emergency=bool(data.get("emergency")))


def _document(data: Data) -> Document:
    replaces = data.get("replaces")
    return Document(
        status=data["status"],
        number=data.get("number"),
        index_number=data.get("index_number"),
        issuer=data.get("issuer"),
        first_issued_on=_day(data.get("first_issued_on")),
        issued_on=_day(data.get("issued_on")),
        effective_on=_day(data.get("effective_on")),
        status_note=data.get("status_note"),
        amendments=tuple(data.get("amendments") or ()),
        replaces=Predecessor(**replaces) if replaces else None,
        aliases=tuple(data.get("aliases") or ()),
        link=data.get("link"),
        articles=tuple(Article(**item) for item in data.get("articles") or ()),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
