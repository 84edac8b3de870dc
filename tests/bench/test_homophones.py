"""Noise for measurements: repeatable, in the share asked for, alike in sound, and not what we train on."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from bench.homophones import frequencies, noised, slips
from bot.text.noise import homophones, with_homophones

TEXT = "请问临时占用城市道路需要准备哪些申请材料"


def changed(text: str, share: float, seed: int = 1) -> int:
    return sum(one != other for one, other in zip(text, noised(text, share, seed)))


def test_the_same_seed_makes_the_same_noise_and_another_seed_another() -> None:
    assert noised(TEXT, 0.3, seed=1) == noised(TEXT, 0.3, seed=1)
    assert len({noised(TEXT, 0.3, seed) for seed in range(10)}) > 5


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3])
def test_exactly_the_share_asked_for_is_replaced(share: float) -> None:
    assert len(TEXT) == 20
    assert [changed(TEXT, share, seed) for seed in range(10)] == [round(20 * share)] * 10


def test_a_broken_character_is_rounded_by_chance() -> None:
    counts = [changed("复印要钱吗", 0.3, seed) for seed in range(400)]  # 1.5 of five
    assert set(counts) == {1, 2}
    assert sum(counts) / len(counts) == pytest.approx(1.5, abs=0.1)


def test_what_is_not_chinese_stays_and_does_not_count() -> None:
    assert noised("OLLY 12345 !?", 1.0) == "OLLY 12345 !?"
    assert changed("请问12345怎么打ABCDE", 0.2) == 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.floats(0, 1), st.integers())
def test_the_length_stays_whatever_the_text(text: str, share: float, seed: int) -> None:
    assert len(noised(text, share, seed)) == len(text)


def test_every_slip_is_another_frequent_character_of_the_same_syllable() -> None:
    for character in frequencies():
        for other in slips(character):
            assert other != character
            assert frequencies()[other] >= 20
            assert lazy_pinyin(other)[0] == lazy_pinyin(character)[0]


def test_frequent_slips_are_made_more_often() -> None:
    one, other = sorted(slips("是"), key=lambda character: frequencies()[character])[:: len(slips("是")) - 1]
    made = [noised("是", 1.0, seed) for seed in range(2000)]
    assert made.count(other) > 2 * made.count(one)


def test_it_is_not_the_noise_we_train_on() -> None:
    trained_on = {with_homophones(TEXT, 0.2, random.Random(seed)) for seed in range(200)}
    measured_on = {noised(TEXT, 0.2, seed) for seed in range(200)}
    assert len(trained_on & measured_on) < 5
    assert any(set(slips(character)) != set(homophones().get(character, ())) for character in TEXT)
