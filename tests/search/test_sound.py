"""Wordings found by their sound."""

from __future__ import annotations

import pytest

from bot.library.search.passages import Passage
from bot.library.search.sound import SoundIndex

INDEX = SoundIndex(
    [
        Passage("guide.occupy-road", "占路怎么办理", asked=True),
        Passage("guide.tree-felling", "砍树怎么办理", asked=True),
        Passage("apply.fee", "申请公开收费吗", asked=True),
    ]
)


@pytest.mark.parametrize("text", ["zhan lu zenme ban", "zhanlu", "zenmebanli"])
def test_pinyin_is_known_by_its_syllables(text: str) -> None:
    assert INDEX.syllables_of(text)


@pytest.mark.parametrize("text", ["how to apply", "zhanlu please", "占路", "", "12345"])
def test_what_is_spelled_otherwise_is_none(text: str) -> None:
    assert INDEX.syllables_of(text) is None


def test_the_most_alike_comes_first_and_the_same_counts_as_one() -> None:
    heard = INDEX.syllables_of("zhanlu zenme banli")
    assert heard is not None
    found = INDEX.find(heard, 2)
    assert found[0] == ("guide.occupy-road", pytest.approx(1.0))
    assert found[1][0] == "guide.tree-felling"
    assert 0 < found[1][1] < 1


def test_an_empty_index_finds_nothing() -> None:
    assert SoundIndex([]).find(("zan",), 3) == []
