"""Builds the reply of each kind from entries of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from actions import documents
from actions.decision import Candidate
from actions.runtime import Knowledge
from actions.words import Domain, say
from bot.beijing import today
from bot.conversation.messages import Choice, Kind, Message, Reply, TicketRequest
from bot.library.entry import Entry

_KINDS: dict[str, Kind] = {
    "faq": "answer", "guide": "guide", "document": "document", "route": "route",
    "action": "answer", "report": "report", "chat": "chat",
}  # fmt: skip
# Topics that ask a person to act: the kind of row each opens in the hotline queue, and why.
TICKETS = {
    "hotline.human": TicketRequest("human", "asked_for_human"),
    "hotline.rate": TicketRequest("rating", "rating"),
    "hotline.staff-conduct": TicketRequest("report", "report"),
    "hotline.praise": TicketRequest("praise", "praise"),
    "hotline.suggest": TicketRequest("suggestion", "suggestion"),
}
_KIND_OF_ACTION: dict[str, Kind] = {
    "apply.start": "form", "hotline.human": "handoff", "hotline.rate": "report",
    "chat.bigger-text": "chat", "chat.restart": "chat",
}  # fmt: skip
# Facets offered after an answer about a guide, in the order people ask for them.
_NEXT_FACETS = ("materials", "time", "fee", "place", "process", "online", "conditions", "phone")
_SUGGESTIONS = 3


def answer(candidate: Candidate, knowledge: Knowledge, domain: Domain, text: str = "") -> Reply:
    """The reply about one entry; `text` is what was asked, for documents."""
    entry = knowledge.library.get(candidate.entry)
    if entry is None or not (entry.document or knowledge.library.is_answerable(entry, today(), candidate.facet)):
        return hand_over("no_source", knowledge, domain)  # withdrawn or run out since it was talked about
    if entry.document:
        return replace(documents.about(entry, text, knowledge, domain), confidence=round(candidate.probability, 3))
    facet = candidate.facet if entry.facets else None
    body = entry.facets[facet or "overview"].text if entry.facets else entry.answer
    ticket = TICKETS.get(entry.id)
    messages = [Message("text", body)]
    if ticket:
        messages.append(Message("text", say(domain, "utter_ticket")))
    return Reply(
        kind=_KIND_OF_ACTION.get(entry.id, _KINDS[entry.kind]),
        entry=entry.id,
        facet=facet or ("overview" if entry.facets else None),
        confidence=round(candidate.probability, 3),
        messages=messages,
        sources=knowledge.library.sources(entry, today(), facet),
        suggestions=suggestions(entry, facet, knowledge),
        open_ticket=ticket,
    )


def with_further(reply: Reply, further: Iterable[Candidate], knowledge: Knowledge, domain: Domain) -> Reply:
    """The reply with the answers to the other asks of the same message behind it."""
    for candidate in further:
        asked = _of_its_own(candidate, knowledge)
        if asked is None:
            continue
        more = answer(asked, knowledge, domain)
        if more.open_ticket or more.kind not in {"answer", "guide", "document"}:
            continue
        label = knowledge.library.label_of(asked.entry)
        if asked.facet and asked.entry == reply.entry:
            label = knowledge.facet_words[asked.facet]["label"]
        also = Message("text", say(domain, "utter_further", label=label, text=more.messages[0].text))
        sources = [source for source in more.sources if source not in reply.sources]
        reply = replace(reply, messages=[*reply.messages, also], sources=[*reply.sources, *sources])
    return reply


def _of_its_own(candidate: Candidate, knowledge: Knowledge) -> Candidate | None:
    """A facet of what is no guide is a topic of its own (the fee of an application), or nothing we know of."""
    entry = knowledge.library.get(candidate.entry)
    if not entry or not candidate.facet or entry.facets:
        return candidate
    other = entry.followups.get(candidate.facet)
    return Candidate(other, None, candidate.probability) if other else None


def clarify(candidates: list[Candidate], knowledge: Knowledge, domain: Domain) -> Reply:
    """Ask which of two or three was meant."""
    choices = [choice_of(candidate, knowledge) for candidate in candidates]
    lines = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))
    return Reply(
        kind="clarify",
        confidence=round(candidates[0].probability, 3),
        messages=[Message("text", say(domain, "utter_clarify", choices=lines))],
        choices=choices,
        suggestions=[say(domain, "utter_suggest_human")],
    )


def choice_of(candidate: Candidate, knowledge: Knowledge) -> Choice:
    """The candidate as a button: the entry's label, with the facet when a guide is asked in part."""
    label = knowledge.library.label_of(candidate.entry) or candidate.entry
    facet = candidate.facet
    if facet and facet != "overview":
        label = f"{label}：{knowledge.facet_words[facet]['label']}"
    return Choice(candidate.entry, facet, label)


def hand_over(reason: str, knowledge: Knowledge, domain: Domain, response: str = "utter_no_source") -> Reply:
    """No source is good enough, or a person is wanted: a row in the queue, and its number."""
    return Reply(
        kind="handoff",
        messages=[Message("text", say(domain, response)), Message("text", say(domain, "utter_ticket"))],
        open_ticket=TicketRequest("question", reason),
    )


def suggestions(entry: Entry, facet: str | None, knowledge: Knowledge) -> list[str]:
    """Up to three things to ask next: other facets of the same guide, or related entries."""
    if entry.facets:
        others = [name for name in _NEXT_FACETS if name != facet]
        return [knowledge.facet_words[name]["ask"] for name in others[:_SUGGESTIONS]]
    related = [knowledge.library.get(id_) for id_ in entry.related]
    day = today()
    return [other.label for other in related if other and knowledge.library.is_answerable(other, day)][:_SUGGESTIONS]
