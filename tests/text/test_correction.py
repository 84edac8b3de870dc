"""A correction is heard as what was meant; what only looks like one is left alone."""

from __future__ import annotations

import time

import pytest

from bot.text.correction import asks_the_same, meant


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("不是挖路，是占路", "占路"),
        ("不是挖路,是占路，我们搭脚手架", "占路，我们搭脚手架"),
        ("不是，我不是问户外广告，我问的是门头招牌", "门头招牌"),
        ("我说的是占绿地，不是占道路", "占绿地"),
        ("我问的是收费，不是时间。", "收费"),
        ("说错了，是门头招牌", "门头招牌"),
        ("错了，我想问横幅怎么申请", "横幅怎么申请"),
        ("不是挖路 是占路", "占路"),
        ("不是问材料，是问要多久", "要多久"),
        ("不要地址，我要电话", "电话"),
    ],
)
def test_the_meant_half_is_heard(text: str, heard: str) -> None:
    assert meant(text) == heard


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不是",
        "不对",
        "挖路要什么材料",
        "是不是要收费",
        "你们是不是管占道的",
        "我不是本地人能申请吗",
        "这个不是你们管吗",
        "不予公开的理由是什么",
        "不对，不是这个意思",
    ],
)
def test_what_is_no_correction_is_left_alone(text: str) -> None:
    assert meant(text) is None


@pytest.mark.parametrize("unit", ["不是，", "错了，", "不是我说的是", "啊"])
def test_long_nonsense_is_read_quickly(unit: str) -> None:
    started = time.perf_counter()
    meant(unit * 2000)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "same"),
    [("那渣土处置的呢", True), ("要是占绿地呢？", True), ("怎么办呢", True), ("收费吗", False), ("呢", False)],
)
def test_the_same_question_about_another_matter(text: str, same: bool) -> None:
    assert asks_the_same(text) is same


def test_words_repeated_without_end_are_read_in_no_time() -> None:
    started = time.perf_counter()
    meant("不不，" * 40 + "好")
    assert time.perf_counter() - started < 0.5
