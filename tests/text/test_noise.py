"""Homophone slips for training copies: repeatable, same length, same sound."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bot.text.noise import homophones, with_homophones

TEXT = "请问临时占用城市道路需要准备哪些申请材料"


def test_the_same_seed_makes_the_same_slips() -> None:
    one, other = (with_homophones(TEXT, 0.5, random.Random(7)) for _ in range(2))
    assert one == other != TEXT


def test_no_share_changes_nothing_and_a_whole_share_nearly_everything() -> None:
    assert with_homophones(TEXT, 0.0, random.Random(1)) == TEXT
    changed = with_homophones(TEXT, 1.0, random.Random(1))
    assert sum(one != other for one, other in zip(TEXT, changed)) > len(TEXT) * 0.8


def test_about_the_share_asked_for_is_changed() -> None:
    long = TEXT * 50
    changed = sum(one != other for one, other in zip(long, with_homophones(long, 0.2, random.Random(3))))
    assert 0.15 < changed / len(long) < 0.25


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.floats(0, 1), st.integers())
def test_the_length_stays(text: str, share: float, seed: int) -> None:
    assert len(with_homophones(text, share, random.Random(seed))) == len(text)


def test_a_slip_sounds_the_same_and_is_another_character() -> None:
    for character, others in homophones().items():
        assert character not in others
        assert {lazy_pinyin(other)[0] for other in others} <= {lazy_pinyin(character)[0]}
