"""What a document itself says to a question: asked on its page, or with its name."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.decision import Decision
from actions.deixis import without_pointing_words
from actions.emergencies import EMERGENCIES
from actions.runtime import Knowledge
from actions.understanding import Understanding
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply, Source
from bot.library.entry import Entry
from bot.library.search.document_search import Quote
from bot.text.normalise import normalise

# How likely a passage must answer to go before a topic that is this sure …
SURE = 0.9
BEFORE_SURE, BEFORE_ROUTE, BEFORE_UNSURE = 0.3, 0.2, 0.04
# … and to be told of a document that was named.
NAMED = 0.5
# A passage less likely than this is told as the nearest, not as the answer.
NEAREST = 0.3
# What is no matter of any document: talk, wishes that a person or a form answers. A report must be plain.
_NEVER = ("hotline.", "chat.", "report.", "apply.start", "apply.progress", "doc.latest", "doc.search")
_PLAIN = {"report.problem": SURE}
_OUT_OF_SCOPE = "chat.out-of-scope"
_LEAST = 3
_NUMERAL = re.compile(r"^(?:第.+?[条章节编]|[（(].+?[）)]|.{1,4}?[、.．])")


def from_page(understanding: Understanding, decision: Decision, known: Knowledge, domain: Domain) -> Reply | None:
    """The passage of the document whose page the citizen is on; None when it has no full text, or something else is
    more likely meant."""
    entry = _page_with_text(understanding, known)
    if entry is None or known.documents is None:
        return None
    best = decision.candidates[0] if decision.candidates else None
    sure = best.probability if best and decision.band == "answer" else 0.0
    if best and (best.entry in EMERGENCIES or best.entry == entry.id or _is_talk(best.entry, sure)):
        return None
    quote = known.documents.within(entry.id, without_pointing_words(understanding.text))
    needed = BEFORE_UNSURE
    if best and sure >= SURE and best.entry != _OUT_OF_SCOPE:
        needed = BEFORE_ROUTE if best.entry.startswith("route.") else BEFORE_SURE
    if quote is None or quote.probability < needed or (sure >= SURE and best and _rests_on(best.entry, entry, known)):
        return None
    return quoted(entry, quote, known, domain)


def beside_page(reply: Reply, understanding: Understanding, known: Knowledge, domain: Domain) -> Reply:
    """The reply, with a word before it that it does not come from the document whose page this is."""
    entry = _page_with_text(understanding, known)
    told = reply.kind in {"answer", "guide", "route"} and not (reply.entry or "").startswith(_NEVER)
    if entry is None or not told or any(source.id == entry.id for source in reply.sources):
        return reply
    return replace(reply, messages=[Message("text", say(domain, "utter_not_in_page")), *reply.messages])


def from_named(entry: Entry, text: str, known: Knowledge, domain: Domain) -> Reply | None:
    """What a document says to the words beside its name; None when those are too few, or nothing in it fits."""
    asked = _beside_names(entry, normalise(text))
    if known.documents is None or len(asked) < _LEAST:
        return None
    quote = known.documents.within(entry.id, asked)
    return quoted(entry, quote, known, domain) if quote and quote.probability >= NAMED else None


def quoted(entry: Entry, quote: Quote, known: Knowledge, domain: Domain) -> Reply:
    """The passage with its place, as the document's own words or as our gist of them."""
    place = place_of(quote)
    name = "utter_passage" if quote.is_text else "utter_article"
    if quote.probability < NEAREST:
        name = "utter_passage_nearest"
    body = say(domain, name, title=entry.title, place=place, article=place, text=quote.text, gist=quote.text)
    related = [label for id_ in entry.related if (label := known.library.label_of(id_))]
    return Reply(
        "document",
        entry.id,
        confidence=round(quote.probability, 3),
        messages=[Message("text", body)],
        sources=[_source(entry, place, known)],
        suggestions=[*([say(domain, "utter_suggest_human")] if quote.probability < NEAREST else []), *related][:3],
    )


def place_of(quote: Quote) -> str:
    """第三十条; 二、（一）: the numbers of the headings that hold it, of an article its own alone."""
    if quote.article is not None and quote.path:
        return quote.path[-1]
    numbers = [found[0] for heading in quote.path if (found := _NUMERAL.match(heading))]
    return "".join(numbers).rstrip("、.．")


def _source(entry: Entry, place: str, known: Knowledge) -> Source:
    return known.library.own_source(entry, place or None)


def _page_with_text(understanding: Understanding, known: Knowledge) -> Entry | None:
    entry = known.library.get(understanding.page) if understanding.page else None
    has_text = entry is not None and known.documents is not None and known.documents.has_text(entry.id)
    return entry if has_text else None


def _is_talk(id_: str, sure: float) -> bool:
    return id_.startswith(_NEVER) and id_ != _OUT_OF_SCOPE and sure > _PLAIN.get(id_, 0.0)


def _rests_on(id_: str, document: Entry, known: Knowledge) -> bool:
    """Whether a reviewed answer of ours has the document among its sources: it says the same, better to read."""
    entry = known.library.get(id_)
    refs = entry.sources if entry else ()
    return any(ref.document == document.id for ref in refs)


def _beside_names(entry: Entry, text: str) -> str:
    names = (entry.title, entry.label, *(entry.document.aliases if entry.document else ()))
    for name in sorted({normalise(name) for name in names}, key=len, reverse=True):
        text = text.replace(name, "").replace(name.removeprefix("中华人民共和国"), "")
    return without_pointing_words(text).strip("《》的里中，,。？? ")
