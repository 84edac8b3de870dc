"""Words that sound alike in Fuzhou, or to an input method, come out alike."""

from __future__ import annotations

import pytest

from bot.text.pinyin import fuzzy, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhang", "zan"), ("chi", "ci"), ("shang", "san"), ("nan", "lan"), ("hua", "fua"),
        ("peng", "pen"), ("ling", "lin"), ("zheng", "zen"),
    ],
)  # fmt: skip
def test_pairs_that_are_mixed_up_are_merged(one: str, other: str) -> None:
    assert fuzzy(one) == fuzzy(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "ba"), ("lu", "li"), ("wa", "zhan"), ("dao", "tao")])
def test_other_pairs_stay_apart(one: str, other: str) -> None:
    assert fuzzy(one) != fuzzy(other)


@pytest.mark.parametrize("syllable", ["zhuang", "sheng", "neng", "huang", "n", "ng", "", "lv", "a"])
def test_merging_twice_changes_nothing(syllable: str) -> None:
    assert fuzzy(fuzzy(syllable)) == fuzzy(syllable)


def test_a_wrong_character_of_the_same_sound_reads_the_same() -> None:
    assert syllables("占道经营") == syllables("站到经营")
    assert syllables("城管") == syllables("成管")


def test_what_is_not_chinese_stays() -> None:
    assert list(syllables("12345热线")) == ["12345", *syllables("热线")]
    assert list(syllables("")) == []
