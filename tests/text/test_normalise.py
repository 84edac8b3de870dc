"""What citizens type comes to one written form, whatever they type."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.normalise import SYMBOLS_ONLY, normalise


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("臨時佔用道路要收費嗎", "临时占用道路要收费吗"),
        ("ＡＢＣ１２３", "abc123"),
        ("２０１８年第１５３号", "2018年第153号"),
        ("挖路　　要多久\n\n多少钱", "挖路 要多久 多少钱"),
        ("挖\u200b路\u200d怎\ufeff么\u0007办\u202e", "挖路怎么办"),
        ("我\ud83d要投诉", "我要投诉"),
        ("怎么申请公开😀😀", "怎么申请公开"),
        ("快快快快快快快快来", "快快快来"),
        ("申 请 公 开", "申请公开"),
        ("我的电话13800000000！！！！！", "我的电话13800000000!!!"),
        ("", ""),
        ("   \n\t ", ""),
    ],
)
def test_comes_to_one_form(typed: str, written: str) -> None:
    assert normalise(typed) == written


@pytest.mark.parametrize(("sent", "word"), [("👍", "好的"), ("🙏🙏", "谢谢"), ("👎", "没用"), ("👋", "你好")])
def test_an_emoji_alone_becomes_the_word_it_stands_for(sent: str, word: str) -> None:
    assert normalise(sent) == word


@pytest.mark.parametrize("sent", ["😀", "？？？", "……", "🏳️‍🌈🚀", "。"])
def test_symbols_alone_become_a_word_the_model_knows(sent: str) -> None:
    assert normalise(sent) == SYMBOLS_ONLY


@pytest.mark.parametrize("nothing", ["\u200b", "\u0000\u0001\u001f", "\ud800", "\ufeff\u200d"])
def test_what_cannot_be_seen_is_nothing(nothing: str) -> None:
    assert normalise(nothing) == ""


@pytest.mark.parametrize("unit", ["挖路要多少钱", "你", "１", "a ", "😀", "<script>alert(1)</script>", "\u200b"])
def test_ten_thousand_characters_are_fast(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    normalise("先装好字典")
    started = time.perf_counter()
    assert len(normalise(text)) <= 10_000
    assert time.perf_counter() - started < 0.5


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(alphabet="臺佔路 １ａ①😀👍\u200b\ud800\n，。第2条", max_size=40)))
def test_its_own_result_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_the_result_can_be_stored_and_shown(text: str) -> None:
    written = normalise(text)
    written.encode("utf-8")
    assert written == written.strip()
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in written)
