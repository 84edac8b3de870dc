"""Messages without Chinese get a guess by their sound, or a kind word in their language."""

from __future__ import annotations

from typing import Any

import pytest

from actions.decision import Candidate, Decision
from actions.foreign import reply_to_foreign
from actions.runtime import Knowledge
from bot.conversation.messages import Reply

OUT_OF_SCOPE = Decision("answer", [Candidate("chat.out-of-scope", None, 0.9)])


def replied(text: str, known: Knowledge, domain: dict[str, Any], decision: Decision = OUT_OF_SCOPE) -> Reply | None:
    return reply_to_foreign(text, decision, known, domain)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("zhanlu zenme banli", "guide.occupy-road"),
        ("zhanglu zenme banli", "guide.occupy-road"),
        ("kan shu zen me shen qing", "guide.tree-felling"),
        ("fakuan zenme jiao", "enforce.pay-fine"),
    ],
)
def test_pinyin_is_asked_back_by_its_sound(text: str, entry: str, known: Knowledge, domain: dict[str, Any]) -> None:
    reply = replied(text, known, domain)
    assert reply is not None
    assert entry in [choice.entry for choice in reply.choices]
    assert "12345" in reply.messages[-1].text


def test_a_guess_at_danger_comes_with_the_number(known: Knowledge, domain: dict[str, Any]) -> None:
    reply = replied("zhaohuo le kuai lai ren", known, domain)
    assert reply is not None
    assert "119" in reply.messages[0].text


@pytest.mark.parametrize("text", ["where is your office", "how much is the fine?"])
def test_english_is_answered_in_english(text: str, known: Knowledge, domain: dict[str, Any]) -> None:
    reply = replied(text, known, domain)
    assert reply is not None
    assert "Chinese works best" in reply.messages[0].text
    assert [choice.entry for choice in reply.choices] == ["hotline.human"]


@pytest.mark.parametrize("text", ["where is 城管局", "asdkjhqwe", "ok", "？？？", "123456"])
def test_chinese_and_noise_are_left_alone(text: str, known: Knowledge, domain: dict[str, Any]) -> None:
    assert replied(text, known, domain) is None


def test_what_is_understood_is_left_alone(known: Knowledge, domain: dict[str, Any]) -> None:
    greeting = Decision("answer", [Candidate("chat.greet", None, 0.9)])
    assert replied("hello there", known, domain, greeting) is None
