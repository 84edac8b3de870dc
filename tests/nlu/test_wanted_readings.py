"""A reading costs a sentence vector: it is looked at only where the message alone leaves something open."""

from __future__ import annotations

import pytest

from bot.nlu.wanted_readings import CLAUSE, CORRECTED, IN_CONTEXT, PART, is_wanted


def ranking(name: str, confidence: float) -> list[dict[str, object]]:
    return [{"name": name, "confidence": confidence}]


@pytest.mark.parametrize("kind", [CLAUSE, CORRECTED])
def test_sentences_and_corrections_are_always_read(kind: str) -> None:
    assert is_wanted(kind, ranking("apply/fee", 1.0), is_correction=False)


@pytest.mark.parametrize("kind", [IN_CONTEXT, PART])
def test_a_clear_message_says_all(kind: str) -> None:
    assert not is_wanted(kind, ranking("apply/fee", 0.9), is_correction=False)


@pytest.mark.parametrize("top", [ranking("apply/fee", 0.6), ranking("ask_facet", 0.99), []])
def test_what_a_message_leaves_open_is_read_on(top: list[dict[str, object]]) -> None:
    assert is_wanted(IN_CONTEXT, top, is_correction=False)
    assert is_wanted(PART, top, is_correction=False)


def test_a_clear_guide_may_be_asked_for_several_things() -> None:
    assert is_wanted(PART, ranking("guide/dig-road", 0.99), is_correction=False)


def test_a_correction_is_read_with_what_was_said_before() -> None:
    assert is_wanted(IN_CONTEXT, ranking("guide/dig-road", 0.99), is_correction=True)
