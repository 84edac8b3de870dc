"""A reply in one message: 2048 bytes, the source and the choices always there, links whole."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.channels.wechat.cut import MORE, cut, size
from bot.channels.wechat.errors import next_try, way_on
from bot.channels.wechat.quota import choose, opened
from bot.channels.wechat.render import Article, Renderer, Text
from bot.channels.wechat.words import load_words
from bot.conversation.delivery import Delivery, Window
from bot.conversation.messages import Choice, Message, Posting, Reply, Source, Ticket

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=timezone.utc)
SOURCE = Source(
    "doc.foi", "政府信息公开条例", "国令第711号", "第三十三条", status="现行", url="https://example.invalid/d/doc.foi"
)
PLAIN, LINKS = Renderer(load_words()), Renderer(load_words(), links=True)


def answer(text: str, **more) -> Reply:
    return Reply("answer", messages=[Message("text", text)], sources=[SOURCE], **more)


def test_an_answer_ends_with_its_source() -> None:
    assert PLAIN.passive(answer("二十个工作日。")) == Text(
        "二十个工作日。\n\n出处：《政府信息公开条例》 国令第711号 第三十三条\nhttps://example.invalid/d/doc.foi"
    )


def test_what_is_not_in_force_says_so() -> None:
    old = Reply("answer", messages=[Message("text", "。")], sources=[Source(None, "旧办法", "1号", status="已废止")])
    assert "《旧办法》 1号（已废止）" in PLAIN.text(old).content


def test_of_a_long_answer_the_source_and_the_choices_stay() -> None:
    choices = [Choice("a", None, "甲"), Choice("b", None, "乙")]
    said = LINKS.text(answer("很长的一句话。" * 500, choices=choices)).content
    assert size(said) <= 2048 and said.endswith("https://example.invalid/d/doc.foi")
    assert "句话。……" in said
    assert 'msgmenucontent=1&msgmenuid=1">1．甲</a>' in said


def test_without_clickable_choices_numbers_are_left() -> None:
    assert "请回复序号：\n1．甲" in PLAIN.text(answer("？", choices=[Choice("a", None, "甲")])).content


def test_a_guide_is_a_card_when_nothing_else_is_to_be_said() -> None:
    card = Message("card", "材料：身份证。", "挖掘道路许可", "https://example.invalid/g")
    guide = Reply("guide", messages=[card], sources=[SOURCE])
    rendered = PLAIN.passive(guide)
    assert isinstance(rendered, Article) and rendered.url == card.url and "国令第711号" in rendered.description
    assert isinstance(PLAIN.passive(guide, before="之前的答复"), Text)
    assert isinstance(PLAIN.passive(Reply("guide", messages=[card, Message("text", "还有")])), Text)


def test_what_staff_answered_names_its_ticket() -> None:
    posting = Posting(1, "staff_answer", "m", NOW, text="已修好。", ticket=Ticket("JA1", None))
    owed = Delivery(1, "wechat", "o", "posting:1", "waiting", 0, posting=posting)
    assert PLAIN.owed(owed).content == "工作人员答复（编号 JA1）：已修好。"
    assert PLAIN.earlier([owed], 40) != "" and size(PLAIN.earlier([owed], 40)) <= 40


@given(some.text(), some.integers(0, 200))
def test_a_cut_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    shorter = cut(text, limit)
    assert size(shorter) <= max(limit, 0)
    assert shorter == text or text.startswith(shorter.removesuffix(MORE))


@pytest.mark.parametrize("limit", range(10, 120))
def test_no_link_is_cut(limit: int) -> None:
    link = '<a href="weixin://bizmsgmenu?msgmenucontent=1">一</a>'
    shorter = cut(f"先看。{link}后看 https://example.invalid/a/b/c 完", limit)
    assert shorter.count("<a") == shorter.count("</a>")
    assert "https" not in shorter or "https://example.invalid/a/b/c" in shorter


def test_a_message_of_the_window_is_kept_for_staff() -> None:
    window = [Window("message", NOW + timedelta(hours=1), 1)]
    assert choose(window, NOW, staff=False) is None and choose(window, NOW, staff=True) == window[0]


def test_the_window_that_closes_first_is_used_first() -> None:
    message, menu = Window("message", NOW + timedelta(hours=1), 5), Window("menu", NOW + timedelta(minutes=1), 1)
    assert choose([message, menu], NOW, staff=False) == menu
    assert choose([menu], NOW + timedelta(seconds=56), staff=False) is None  # it would arrive too late
    assert choose([Window("menu", NOW + timedelta(minutes=1), 0)], NOW, staff=True) is None


def test_what_opens_which_window() -> None:
    assert opened("message", NOW) == Window("message", NOW + timedelta(hours=48), 5)
    assert opened("menu", NOW) == Window("menu", NOW + timedelta(minutes=1), 3)
    assert opened(None, NOW) is None


def test_ways_on() -> None:
    assert [way_on(code) for code in ("0", "45015", "45002", "40001", "timeout", "77")] == [
        "done", "close", "shorten", "token", "uncertain", "wait",
    ]  # fmt: skip
    assert next_try("retry", 1, NOW) == NOW + timedelta(seconds=5)
    assert next_try("retry", 6, NOW) is None and next_try("wait", 1, NOW) is None
    assert next_try("tomorrow", 1, NOW) == datetime(2026, 11, 24, 16, 5, tzinfo=timezone.utc)


def test_our_own_addresses_are_made_whole_or_left_out() -> None:
    reply = Reply(
        "documents",
        messages=[Message("card", "国务院", "城市道路管理条例", "/d/doc.road")],
        sources=[Source("doc.road", "城市道路管理条例", "国务院令第198号", url="/d/doc.road#a30")],
    )
    whole = Renderer(load_words(), base="https://example.invalid").text(reply).content
    assert "https://example.invalid/d/doc.road\n" in whole
    assert whole.endswith("https://example.invalid/d/doc.road#a30")
    assert "/d/" not in PLAIN.text(reply).content
