"""Other ways to read a message: corrected, clause by clause, with what was said before."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.readings import READING, Readings, clauses, parts
from tests.nlu.conftest import ROOT


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


def read(text: str, domain: Domain, asked: str | None = None, **metadata: Any) -> list[tuple[str, str]]:
    tracker = DialogueStateTracker("s", domain.slots)
    if asked:
        tracker.update(SlotSet("asked", asked))
    messages = Readings({}).process([Message(data={TEXT: text, "metadata": metadata})], tracker)
    assert messages[0].get(TEXT) == text
    return [(message.get(READING), message.get(TEXT)) for message in messages[1:]]


def test_a_message_alone_has_no_other_reading(domain: Domain) -> None:
    assert read("挖路要多久", domain) == []


def test_a_short_message_is_read_with_the_last_question(domain: Domain) -> None:
    assert read("收费吗", domain, asked="挖路怎么办") == [("in_context", "挖路怎么办，收费吗")]


def test_a_short_message_on_a_page_is_read_with_its_title(domain: Domain) -> None:
    assert read("收费吗", domain, page="guide.dig-road", page_title="挖掘城市道路") == [
        ("in_context", "挖掘城市道路，收费吗")
    ]


def test_what_was_asked_counts_more_than_the_page(domain: Domain) -> None:
    assert read("收费吗", domain, asked="挖路怎么办", page="p", page_title="横幅")[0][1].startswith("挖路")


def test_a_long_message_stands_on_its_own(domain: Domain) -> None:
    assert read("我在鼓山镇开了一家小店准备在门口挂一块大一点的招牌请问这个要找谁批", domain, asked="挖路怎么办") == []


def test_a_correction_is_read_as_what_was_meant(domain: Domain) -> None:
    assert read("不是挖路，是占路", domain, asked="挖路怎么办") == [
        ("corrected", "占路"),
        ("in_context", "挖路怎么办，占路"),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("挖路要多久？要交多少钱？", ["挖路要多久", "要交多少钱"]),
        ("挖路要多久吗，收费标准是什么", ["挖路要多久吗", "收费标准是什么"]),
        ("挖路要多久", []),
        ("好。好。好。", []),
        ("一句很长的话。" * 9, []),
        ("", []),
    ],
)
def test_two_or_three_sentences_are_read_one_by_one(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("占道要带什么材料，收费吗，去哪办", ["占道要带什么材料", "收费吗", "去哪办"]),
        ("砍树收费吗多久批", ["砍树收费吗", "多久批"]),
        ("挖路要多久", []),
        ("喂，挖路要多久", []),
        ("一，二，三四，五六，七八，九十", []),
        ("我在鼓山镇开了一家小店，准备在门口挂一块大一点的招牌，请问这个要找谁批", []),
    ],
)
def test_a_short_message_is_read_part_by_part(text: str, pieces: list[str]) -> None:
    assert parts(text) == pieces
