"""A person is offered at the second turn in a row that does not help, and to the angry at once."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.patience import helps_not, offer, patient
from bot.conversation.messages import Choice, Message, Reply

SAID = [Message("text", "这个我帮不上忙。")]
THREE = [Choice(f"doc.{name}", None, name) for name in ("road", "greening", "drainage")]
HUMAN = "hotline.human"


def after(misses: int, reply: Reply, domain: dict[str, Any]) -> Reply:
    return patient(reply, Tracker("s", {"misses": misses}, {}, [], False, None, {}, "action_listen"), domain)


def entries(reply: Reply) -> list[str]:
    return [choice.entry for choice in reply.choices]


def test_the_first_miss_is_only_a_miss(domain: dict[str, Any]) -> None:
    for reply in (Reply("chat", "chat.out-of-scope", messages=SAID), Reply("clarify", messages=SAID, choices=THREE)):
        assert helps_not(reply)
        assert after(0, reply, domain) == reply


def test_the_second_is_an_offer_in_one_sentence(domain: dict[str, Any]) -> None:
    reply = after(1, Reply("chat", "chat.out-of-scope", messages=SAID, suggestions=["你能做什么"]), domain)
    assert entries(reply) == [HUMAN]
    assert len(reply.messages) == 1
    assert reply.messages != SAID
    assert reply.suggestions == ["转人工", "你能做什么"]


def test_asked_back_twice_a_person_is_among_the_choices(domain: dict[str, Any]) -> None:
    reply = after(1, Reply("clarify", messages=SAID, choices=THREE), domain)
    assert entries(reply) == ["doc.road", "doc.greening", HUMAN]
    assert "3. 转人工" in reply.messages[0].text


def test_the_angry_are_offered_one_at_once(domain: dict[str, Any]) -> None:
    reply = after(0, Reply("chat", "chat.abuse", messages=SAID), domain)
    assert entries(reply) == [HUMAN]
    assert reply.messages[0] == SAID[0]


def test_what_is_an_offer_already_stays_as_it_is(domain: dict[str, Any]) -> None:
    reply = offer(Reply("chat", "chat.out-of-scope"), domain, "utter_in_english")
    assert after(3, reply, domain) == reply


@pytest.mark.parametrize("kind", ["answer", "guide", "handoff"])
def test_who_is_helped_or_has_a_person_is_offered_none(kind: Any, domain: dict[str, Any]) -> None:
    reply = Reply(kind, "apply.fee", messages=SAID)
    assert after(5, reply, domain) == reply


def test_a_miss_that_one_cannot_see_counts_when_told(domain: dict[str, Any]) -> None:
    reply, tracker = Reply("chat", "chat.thanks"), Tracker("s", {"misses": 1}, {}, [], False, None, {}, "action_listen")
    assert entries(patient(reply, tracker, domain, missed=True)) == [HUMAN]
    assert entries(offer(reply, domain)) == [HUMAN]
