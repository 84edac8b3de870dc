"""The main action: answers what was asked, asks back, or hands over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import reply
from actions.ambiguous import settle
from actions.choices import picked
from actions.decision import Candidate, Decision, decide
from actions.deixis import document_pointed_at
from actions.document_list import LATEST, LISTS, find, latest, listing
from actions.elsewhere import without_pointing
from actions.foreign import reply_to_foreign
from actions.forms.cases import said_of_a_case
from actions.forms.start import give_topic
from actions.memory import Events, context, give
from actions.next_page import turned_page
from actions.passages import beside_page, from_page
from actions.patience import OUT_OF_SCOPE, patient
from actions.runtime import Knowledge, knowledge
from actions.understanding import Understanding, understand
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply


class ActionAnswer(Action):
    """Everything that is a topic of the catalogue, or may be one."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """One reply."""
        understanding = understand(tracker)
        if page := turned_page(understanding.text, tracker, knowledge(), domain):
            return give(page, dispatcher, tracker)
        said = patient(reply_to(understanding, tracker, knowledge(), domain), tracker, domain)
        told = picked(tracker, understanding.text, knowledge().library.questions_of) is None
        return give_topic(said, dispatcher, tracker, domain, asked=understanding.text, told=told)


def reply_to(understanding: Understanding, tracker: Tracker, known: Knowledge, domain: Domain) -> Reply:
    """Decide and build."""
    if not understanding.text:
        return Reply("chat", OUT_OF_SCOPE, messages=[Message("text", say(domain, "utter_nothing"))])
    if choice := picked(tracker, understanding.text, known.library.questions_of):
        return reply.answer(Candidate(choice["entry"], choice["facet"], 1.0), known, domain)
    if said := said_of_a_case(understanding.text, tracker, domain):
        return said
    understanding = without_pointing(understanding, known)
    before, hits = context(tracker), known.search.find(understanding.text)
    decision = decide(understanding, before, hits, known.is_known)
    decision = settle(decision, understanding, before)
    if foreign := reply_to_foreign(understanding.text, decision, known, domain):
        return foreign
    pointed = document_pointed_at(understanding, decision, tracker, known)
    if pointed:
        decision = Decision("answer", [pointed], warning=decision.warning)
    if quoted := None if pointed else from_page(understanding, decision, known, domain):
        built = quoted
    else:
        built = beside_page(build(decision, understanding, known, domain), understanding, known, domain)
    if decision.warning and (entry := known.library.get(decision.warning)) and entry.route:
        first = Message("text", say(domain, "utter_emergency_first", phone=entry.route.phone))
        built = replace(built, messages=[first, *built.messages])
    return built


def build(decision: Decision, understanding: Understanding, known: Knowledge, domain: Domain) -> Reply:
    """The reply for a decision."""
    if decision.band == "ask":
        return reply.clarify(decision.candidates, known, domain)
    if decision.band == "unsure":
        return reply.hand_over("no_source", known, domain)
    return reply.with_further(
        _single(decision.candidates[0], understanding, known, domain), decision.further, known, domain
    )


def _single(candidate: Candidate, understanding: Understanding, known: Knowledge, domain: Domain) -> Reply:
    entry = known.library.get(candidate.entry)
    if entry and entry.id in LISTS:
        found = latest(known) if entry.id == LATEST else find(understanding.text, known)
        return replace(listing(entry, found, known, domain), confidence=round(candidate.probability, 3))
    return reply.answer(candidate, known, domain, understanding.text)
