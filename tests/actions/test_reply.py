"""Replies of every kind, from real entries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions import reply
from actions.decision import Candidate
from actions.runtime import Knowledge
from bot.casework.tickets import TICKET_KINDS

# What an answer may hold before someone on a phone stops reading.
LONGEST = 300


def answered(id_: str, known: Knowledge, domain: dict[str, Any], facet: str | None = None) -> reply.Reply:
    return reply.answer(Candidate(id_, facet, 0.9), known, domain)


def test_every_entry_answers_with_words_and_within_reason(known: Knowledge, domain: dict[str, Any]) -> None:
    for entry in known.library.answerable(date.today()):
        said = answered(entry.id, known, domain)
        assert said.entry == entry.id
        assert said.messages[0].text
        assert len(said.messages[0].text) <= LONGEST, entry.id
        assert len(said.suggestions) <= 3
        assert "{" not in said.messages[0].text, entry.id


def test_every_answer_about_the_law_or_a_service_names_a_source(known: Knowledge, domain: dict[str, Any]) -> None:
    without = [
        entry.id
        for entry in known.library.answerable(date.today())
        if entry.kind in {"faq", "guide", "document"} and not answered(entry.id, known, domain).sources
    ]
    assert without == []


def test_every_facet_of_every_guide_is_answered(known: Knowledge, domain: dict[str, Any]) -> None:
    guides = [entry for entry in known.library.entries() if entry.facets]
    for entry in guides:
        for facet in entry.facets:
            said = answered(entry.id, known, domain, facet)
            assert (said.kind, said.facet) == ("guide", facet)
            assert said.messages[0].text == entry.facets[facet].text
            assert known.facet_words[facet]["ask"] not in said.suggestions


@pytest.mark.parametrize(("id_", "request_"), reply.TICKETS.items())
def test_a_wish_for_staff_asks_for_a_ticket(
    known: Knowledge, domain: dict[str, Any], id_: str, request_: reply.TicketRequest
) -> None:
    said = answered(id_, known, domain)
    assert said.open_ticket == request_
    assert request_.kind in TICKET_KINDS
    assert any("[[ticket.number]]" in message.text for message in said.messages)


def test_a_question_back_numbers_its_choices(known: Knowledge, domain: dict[str, Any]) -> None:
    asked = reply.clarify([Candidate("apply.fee", None, 0.4), Candidate("apply.how", None, 0.3)], known, domain)
    assert (asked.kind, asked.entry) == ("clarify", None)
    for number, choice in enumerate(asked.choices, 1):
        assert f"{number}. {choice.label}" in asked.messages[0].text
    assert len({choice.label for choice in asked.choices}) == 2


def test_a_choice_of_one_facet_says_which(known: Knowledge) -> None:
    guide = next(entry for entry in known.library.entries() if entry.facets)
    whole, part = (reply.choice_of(Candidate(guide.id, facet, 0.4), known).label for facet in ("overview", "fee"))
    assert whole == guide.label
    assert part.startswith(guide.label)
    assert part != whole


def test_labels_on_buttons_are_unlike_each_other(known: Knowledge) -> None:
    labels = [entry.label for entry in known.library.entries()]
    assert sorted(label for label in set(labels) if labels.count(label) > 1) == []


def test_handing_over_asks_for_a_ticket_and_names_no_source(known: Knowledge, domain: dict[str, Any]) -> None:
    said = reply.hand_over("no_source", known, domain)
    assert (said.kind, said.entry, said.sources) == ("handoff", None, [])
    assert said.open_ticket == reply.TicketRequest("question", "no_source")
    assert "12345" in said.messages[0].text


def test_a_further_answer_stands_behind_the_first_with_its_own_sources(
    known: Knowledge, domain: dict[str, Any]
) -> None:
    first = answered("apply.fee", known, domain)
    both = reply.with_further(first, [Candidate("enforce.hearing", None, 0.9)], known, domain)
    assert both.entry == "apply.fee"
    assert len(both.messages) == len(first.messages) + 1
    assert len(both.sources) > len(first.sources)


def test_a_further_ask_opens_no_ticket(known: Knowledge, domain: dict[str, Any]) -> None:
    first = answered("apply.fee", known, domain)
    assert reply.with_further(first, [Candidate("report.problem", None, 0.9)], known, domain) == first


def test_emergency_routes_say_the_number_in_the_first_sentence(known: Knowledge, domain: dict[str, Any]) -> None:
    numbers = {"police": "110", "fire": "119", "medical": "120", "traffic-accident": "122", "gas-leak": "119"}
    for name, number in numbers.items():
        text = answered(f"route.{name}", known, domain).messages[0].text
        assert number in text.split("。")[0], name
