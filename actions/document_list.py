"""Lists of documents: what is asked of them (number, year, issuer, whether in force, subject), page by page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from pathlib import Path

from actions.document_numbers import has_number, names_number
from actions.documents import day
from actions.runtime import Knowledge
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply
from bot.library.entry import Entry
from bot.library.library import page_of
from bot.library.search.words import terms
from bot.text.normalise import normalise
from bot.text.segment import segmenter

LATEST = "doc.latest"
LISTS = frozenset({LATEST, "doc.search"})
PAGE = 5
_YEAR = re.compile(r"(?:19|20)\d{2}")
_YEAR_SAID = re.compile(_YEAR.pattern + "年?度?")
_OUT_OF_FORCE = re.compile("(?:已经?)?(?:废止|失效|作废|过期|停用)")
_IN_FORCE = re.compile("现行|有效|还在用")
# How issuers are called: 国办, 省政府, 人大.
_SHORT = ((r"国办", "国务院办公厅"), (r"([省市区县])政府", r"\1人民政府"), (r"人大(?!会)", "人民代表大会"))
_OFFICES = ("办公厅", "办公室")
_LEVEL = re.compile("[省市区县](人民政府.*)")
# What is about a subject has this share of its words, rare words counting more.
_ABOUT = 0.6
# So many of search's entries are looked into.
_LOOKED_AT = 40


@cache
def _asking_words() -> frozenset[str]:
    """Words of asking for documents, not of what they are about."""
    return frozenset((Path(__file__).parent / "asking_words.txt").read_text("utf-8").split())


@dataclass(frozen=True)
class Wanted:
    """What a message asks of documents; `subject`: its remaining words, joined, "" when there are none."""

    years: frozenset[str]
    issuers: frozenset[str]
    in_force: bool | None
    subject: str

    def allows(self, entry: Entry) -> bool:
        """Whether the document has the year, the issuer and the state asked for."""
        document = entry.document
        assert document is not None
        by = frozenset(_names(entry))
        of_year = not self.years or _year(entry) in self.years
        of_state = self.in_force is None or self.in_force == document.in_force
        return of_year and of_state and (not self.issuers or bool(self.issuers & by))


def wanted(text: str, knowledge: Knowledge) -> Wanted:
    """Read off a normalised message."""
    for short, full in _SHORT:
        text = re.sub(short, full, text)
    known = {name for entry in documents(knowledge) for name in _names(entry)}
    named = {name for base in known for name in (base, *(base + office for office in _OFFICES)) if name in text}
    issuers = {name for name in named if not any(name != other and name in other for other in named)}
    out, current = _OUT_OF_FORCE.search(text), _IN_FORCE.search(text)
    rest = _YEAR_SAID.sub(" ", _IN_FORCE.sub(" ", _OUT_OF_FORCE.sub(" ", text)))
    for name in sorted(issuers, key=len, reverse=True):
        rest = rest.replace(name, " ")
    subject = [
        word for word in segmenter().words(rest) if word not in _asking_words() and any(sign.isalnum() for sign in word)
    ]
    in_force = False if out else (True if current else None)
    return Wanted(frozenset(_YEAR.findall(text)), frozenset(issuers), in_force, "".join(subject))


def documents(knowledge: Knowledge) -> list[Entry]:
    """Every document that may be shown."""
    return [entry for entry in knowledge.library.entries() if entry.document]


def find(text: str, knowledge: Knowledge) -> list[Entry]:
    """All documents for a question by number, year, issuer, state or subject, best first."""
    text = normalise(text)
    if numbered := [entry for entry in documents(knowledge) if has_number(entry, text)]:
        return numbered
    if names_number(text):
        return []
    asked = wanted(text, knowledge)
    allowed = [entry for entry in documents(knowledge) if asked.allows(entry)]
    return _about(asked.subject, allowed, knowledge) if asked.subject else sorted(allowed, key=_order, reverse=True)


def _about(subject: str, allowed: list[Entry], knowledge: Knowledge) -> list[Entry]:
    """Documents on a subject: those whose names say it, else those whose text does."""
    weights = _weights(subject, documents(knowledge))
    named = {entry.id: _share(weights, _called(entry)) for entry in allowed}
    by_name = [entry for entry in allowed if named[entry.id] >= _ABOUT]
    found = {hit.entry: hit.probability for hit in knowledge.search.find(subject, _LOOKED_AT)}
    by_text = [e for e in allowed if e.id in found and e not in by_name and _share(weights, _said(e)) >= _ABOUT]
    by_name.sort(key=lambda entry: (round(named[entry.id], 1), found.get(entry.id, 0.0)), reverse=True)
    return [*by_name, *sorted(by_text, key=lambda entry: -found[entry.id])]


def _weights(subject: str, entries: Sequence[Entry]) -> dict[str, float]:
    """The subject's terms, those that few documents are called by counting more (their IDF)."""
    names = [set(terms(" ".join(_called(entry)))) for entry in entries]
    return {term: log(1 + len(names) / (1 + sum(term in own for own in names))) for term in set(terms(subject))}


def _share(weights: Mapping[str, float], texts: Iterable[str]) -> float:
    """How much of the weight stands in the texts."""
    own = set(terms(" ".join(texts)))
    return sum(weight for term, weight in weights.items() if term in own) / (sum(weights.values()) or 1.0)


def _said(entry: Entry) -> list[str]:
    gists = [article.gist for article in (entry.document.articles if entry.document else ())]
    return [*_called(entry), entry.answer, entry.detail or "", *gists]


def _called(entry: Entry) -> list[str]:
    return [entry.title, entry.label, *(entry.document.aliases if entry.document else ())]


def latest(knowledge: Knowledge) -> list[Entry]:
    """Documents in force, the newest first."""
    in_force = [entry for entry in documents(knowledge) if entry.document and entry.document.in_force]
    return sorted(in_force, key=_order, reverse=True)


def listing(topic: Entry, found: list[Entry], knowledge: Knowledge, domain: Domain, start: int = 0) -> Reply:
    """One page of the documents found, or a sentence that says what to add."""
    page = found[start : start + PAGE]
    if not page:
        return Reply("documents", topic.id, messages=[Message("text", say(domain, "utter_no_document"))])
    cards = [Message("card", _card(entry, domain), title=entry.title, url=page_of(entry)) for entry in page]
    more = len(found) - start - len(page)
    counted = say(domain, "utter_documents_counted", first=start + 1, last=start + len(page), count=len(found))
    first = topic.answer if not start else counted
    rest = [Message("text", say(domain, "utter_more_documents", count=more))] if more else []
    turn = [say(domain, "utter_suggest_next_page")] if more else []
    return Reply(
        "documents",
        topic.id,
        messages=[Message("text", first), *cards, *rest],
        sources=[knowledge.library.own_source(entry) for entry in page],
        suggestions=[*(entry.label for entry in page[: 2 if more else 3]), *turn],
    )


def _card(entry: Entry, domain: Domain) -> str:
    document = entry.document
    assert document is not None
    issued = document.issued_on or document.first_issued_on
    parts = (document.issuer, document.number, issued and day(issued, domain), document.status)
    return " · ".join(str(part) for part in parts if part)


def _names(entry: Entry) -> list[str]:
    """Its issuers. 中共中央、国务院 → each; 福建省人民政府 → also 省人民政府."""
    issuer = (entry.document and entry.document.issuer) or ""
    each = [name for name in re.split("[、，,;； ]", issuer) if name]
    levels = [f"{name[found.start()]}{found[1]}" for name in each if (found := _LEVEL.search(name))]
    return [*each, *levels]


def _order(entry: Entry) -> date:
    document = entry.document
    return (document and (document.issued_on or document.first_issued_on)) or date.min


def _year(entry: Entry) -> str:
    document = entry.document
    issued = document and (document.issued_on or document.first_issued_on)
    in_number = _YEAR.search((document.number if document else None) or entry.title)
    return str(issued.year) if issued else (in_number[0] if in_number else "")
