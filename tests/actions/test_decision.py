"""When to answer, when to ask back, when to hand over; emergencies before all."""

from __future__ import annotations

import pytest

from actions.decision import Context, Decision, decide
from actions.understanding import Ranked, Reading, Understanding
from bot.library.search.passages import Passage
from bot.library.search.search import Hit

SURE, LIKELY, UNSURE = 0.97, 0.3, 0.02


def ranked(**topics: float) -> list[Ranked]:
    """Keyword `apply_fee=0.9` is the topic apply.fee."""
    return [Ranked(name.replace("_", ".", 1).replace("_", "-"), p) for name, p in topics.items()]


def understood(
    topics: list[Ranked], facets: list[Ranked] | None = None, readings: list[Reading] | None = None
) -> Understanding:
    return Understanding("一句话", topics, facets or [], readings or [])


def reading(kind: str, topics: list[Ranked], facets: list[Ranked] | None = None) -> Reading:
    return Reading(kind, "另一句话", topics, facets or [])


def hit(entry: str, probability: float) -> Hit:
    return Hit(entry, 0.95, 1.0, probability, Passage(entry, "…", asked=True))


def decided(
    understanding: Understanding, context: Context | None = None, hits: list[Hit] | None = None, *, missing: str = ""
) -> Decision:
    return decide(understanding, context or Context(), hits or [], lambda name: name != missing)


def entries(decision: Decision) -> list[str]:
    return [candidate.entry for candidate in decision.candidates]


def test_a_clear_topic_is_answered() -> None:
    decision = decided(understood(ranked(apply_fee=SURE, apply_how=UNSURE)))
    assert (decision.band, entries(decision)) == ("answer", ["apply.fee"])
    assert decision.candidates[0].probability == pytest.approx(SURE)


def test_between_likely_topics_it_asks_best_first_and_at_most_three() -> None:
    decision = decided(understood(ranked(apply_fee=0.3, apply_how=0.25, apply_who=0.2, apply_oral=0.15)))
    assert (decision.band, entries(decision)) == ("ask", ["apply.fee", "apply.how", "apply.who"])


def test_a_choice_hardly_likely_is_not_offered() -> None:
    decision = decided(understood(ranked(apply_fee=0.4, apply_how=0.35, apply_who=0.001)))
    assert entries(decision) == ["apply.fee", "apply.how"]


def test_one_choice_is_no_question() -> None:
    assert decided(understood(ranked(apply_fee=LIKELY, apply_how=0.001))).band == "unsure"


@pytest.mark.parametrize("topics", [[], ranked(apply_fee=UNSURE, apply_how=UNSURE)])
def test_nothing_likely_is_handed_over(topics: list[Ranked]) -> None:
    assert decided(understood(topics)).band == "unsure"


def test_a_topic_without_an_entry_is_passed_over() -> None:
    decision = decided(understood(ranked(apply_fee=SURE, apply_how=UNSURE)), missing="apply.fee")
    assert "apply.fee" not in entries(decision)


@pytest.mark.parametrize(
    "topic", ["route_police", "route_fire", "route_medical", "route_traffic_accident", "route_gas_leak"]
)
def test_an_emergency_comes_first_even_when_another_topic_is_likelier(topic: str) -> None:
    name = topic.replace("_", ".", 1).replace("_", "-")
    decision = decided(understood([Ranked("report.problem", 0.6), Ranked(name, 0.4)]))
    assert (decision.band, entries(decision)) == ("answer", [name])


def test_emergencies_count_together() -> None:
    decision = decided(understood(ranked(report_problem=0.6, route_fire=0.2, route_gas_leak=0.2)))
    assert entries(decision) == ["route.fire"]


def test_a_possible_emergency_is_mentioned_with_the_answer() -> None:
    decision = decided(understood(ranked(report_problem=0.8, route_medical=0.18)))
    assert entries(decision) == ["report.problem"]
    assert decision.warning == "route.medical"


def test_no_emergency_no_mention() -> None:
    assert decided(understood(ranked(report_problem=SURE, route_medical=0.001))).warning is None


def test_a_correction_counts_instead_of_the_whole() -> None:
    whole = ranked(guide_dig_road=SURE)
    corrected = reading("corrected", ranked(guide_occupy_road=SURE))
    assert entries(decided(understood(whole, readings=[corrected]))) == ["guide.occupy-road"]


def test_a_correction_that_means_nothing_does_not_count() -> None:
    corrected = reading("corrected", ranked(guide_occupy_road=UNSURE))
    decision = decided(understood(ranked(guide_dig_road=SURE), readings=[corrected]))
    assert entries(decision) == ["guide.dig-road"]


def test_a_correction_of_the_topic_keeps_the_facet_talked_about() -> None:
    corrected = reading("corrected", ranked(guide_occupy_road=SURE), ranked(overview=0.3, fee=0.2))
    context = Context("guide.dig-road", "fee")
    decision = decided(understood(ranked(guide_dig_road=SURE), readings=[corrected]), context)
    assert decision.candidates[0].facet == "fee"


def test_a_message_that_says_too_little_is_read_with_what_was_said_before() -> None:
    in_context = reading("in_context", ranked(guide_dig_road=SURE))
    decision = decided(understood(ranked(apply_fee=LIKELY, hotline_number=0.2), readings=[in_context]))
    assert (decision.band, entries(decision)) == ("answer", ["guide.dig-road"])


def test_a_clear_message_is_not_read_with_what_was_said_before() -> None:
    in_context = reading("in_context", ranked(guide_dig_road=SURE))
    decision = decided(understood(ranked(apply_fee=SURE), readings=[in_context]))
    assert entries(decision) == ["apply.fee"]


def test_a_word_that_names_a_facet_alone_is_about_the_guide_talked_of() -> None:
    in_context = reading("in_context", ranked(guide_dig_road=0.9))
    words = understood(ranked(apply_reply_time=0.5, hotline_reply_time=0.3), [Ranked("time", 0.9)], [in_context])
    decision = decided(words, Context("guide.dig-road", "overview"))
    assert (decision.candidates[0].entry, decision.candidates[0].facet) == ("guide.dig-road", "time")
    assert decided(words, Context("apply.how", None)).band == "ask"


def test_the_facet_asked_for_is_answered_and_only_of_guides() -> None:
    facets = [Ranked("materials", 0.9)]
    assert decided(understood(ranked(guide_dig_road=SURE), facets)).candidates[0].facet == "materials"
    assert decided(understood(ranked(apply_fee=SURE), facets)).candidates[0].facet is None


def test_a_guide_without_a_facet_is_answered_as_a_whole() -> None:
    assert decided(understood(ranked(guide_dig_road=SURE))).candidates[0].facet == "overview"


def test_further_asks_are_answered_too() -> None:
    readings = [
        reading("clause", ranked(apply_fee=SURE)),
        reading("clause", ranked(guide_dig_road=SURE), [Ranked("fee", SURE)]),
        reading("clause", ranked(apply_how=LIKELY)),
    ]
    decision = decided(understood(ranked(apply_fee=SURE), readings=readings))
    assert [(candidate.entry, candidate.facet) for candidate in decision.further] == [("guide.dig-road", "fee")]


@pytest.mark.parametrize("topic", ["chat.thanks", "route.school", "affirm", "apply.fee"])
def test_talk_other_authorities_and_the_same_again_are_no_further_asks(topic: str) -> None:
    readings = [reading("clause", [Ranked(topic, SURE)])]
    assert decided(understood(ranked(apply_fee=SURE), readings=readings)).further == []


def test_no_further_asks_when_the_first_has_no_answer() -> None:
    readings = [reading("clause", ranked(apply_fee=SURE))]
    assert decided(understood(ranked(apply_fee=LIKELY, apply_how=LIKELY), readings=readings)).further == []


def test_an_entry_the_model_does_not_know_is_found_by_search() -> None:
    decision = decided(understood(ranked(apply_fee=UNSURE)), hits=[hit("faq.new-topic", 0.95)])
    assert (decision.band, entries(decision)) == ("answer", ["faq.new-topic"])


def test_search_does_not_overrule_a_topic_the_model_is_sure_of() -> None:
    decision = decided(understood(ranked(apply_fee=SURE)), hits=[hit("faq.new-topic", 0.9)])
    assert entries(decision) == ["apply.fee"]


def test_an_unsure_find_is_no_answer() -> None:
    assert decided(understood(ranked(apply_fee=UNSURE)), hits=[hit("faq.new-topic", 0.2)]).band == "unsure"


def test_talk_about_the_talk_leaves_its_share_to_the_topics() -> None:
    decision = decided(understood([Ranked("ask_facet", 0.6), Ranked("apply.fee", 0.38)]))
    assert (decision.band, entries(decision)) == ("answer", ["apply.fee"])


def test_further_facets_of_the_same_guide_are_answered_too() -> None:
    dig, ask = ranked(guide_dig_road=SURE), [Ranked("ask_facet", SURE)]
    readings = [
        reading("part", dig, [Ranked("materials", SURE)]),
        reading("part", ask, [Ranked("fee", SURE)]),
        reading("part", ask, [Ranked("time", LIKELY)]),
        reading("part", ranked(org_phone=SURE), [Ranked("phone", SURE)]),
    ]
    decision = decided(understood(dig, [Ranked("materials", SURE)], readings))
    assert [(candidate.entry, candidate.facet) for candidate in decision.further] == [("guide.dig-road", "fee")]


def test_a_correction_of_the_facet_alone_keeps_the_guide() -> None:
    context = Context("guide.tree-felling", "materials")
    readings = [
        reading("corrected", ranked(hotline_reply_time=0.6), [Ranked("time", SURE)]),
        reading("in_context", ranked(guide_tree_felling=SURE), [Ranked("materials", SURE)]),
    ]
    decision = decided(understood(ranked(hotline_reply_time=0.4), [], readings), context)
    assert decision.candidates[0].entry == "guide.tree-felling"
    assert decision.candidates[0].facet == "time"


def test_another_matter_is_asked_the_same_as_the_one_before() -> None:
    context = Context("guide.night-construction", "materials")
    said = Understanding("那渣土处置的呢", ranked(guide_construction_waste=SURE), [Ranked("overview", SURE)], [])
    assert decided(said, context).candidates[0].facet == "materials"


@pytest.mark.parametrize(("text", "band"), [("申请", "ask"), ("怎么申请公开", "answer")])
def test_one_word_is_a_subject_to_ask_about(text: str, band: str) -> None:
    said = Understanding(text, ranked(apply_start=0.7, apply_how=0.2), [], [])
    decision = decided(said, hits=[hit("apply.start", 0.3), hit("doc.road", 0.1)])
    assert decision.band == band
    assert entries(decision)[:2] == ["apply.start", "apply.how"][: len(entries(decision))]


def test_small_talk_is_not_asked_back() -> None:
    assert decided(understood(ranked(chat_greet=0.4, chat_bye=0.3))).band == "answer"


def test_an_emergency_in_one_clause_comes_first() -> None:
    readings = [reading("clause", ranked(guide_dig_road=SURE)), reading("clause", ranked(route_fire=SURE))]
    decision = decided(understood(ranked(guide_dig_road=0.9, route_fire=0.05), [], readings))
    assert entries(decision) == ["route.fire"]
