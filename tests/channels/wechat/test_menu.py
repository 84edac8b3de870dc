"""The limits of a menu are told before WeChat refuses it."""

from __future__ import annotations

import pytest

from bot.channels.wechat.menu import problems

CLICK = {"name": "申请", "type": "click", "key": "怎么申请公开"}
VIEW = {"name": "网页", "type": "view", "url": "https://example.invalid/"}


def test_a_sound_menu() -> None:
    assert problems({"button": [CLICK, {"name": "办事", "sub_button": [CLICK, VIEW] * 2}, VIEW]}) == []


@pytest.mark.parametrize(
    ("menu", "code", "place"),
    [
        (None, "buttons", "button"),
        ({"button": [CLICK] * 4}, "buttons", "button"),
        ({"button": []}, "buttons", "button"),
        ({"button": [CLICK | {"name": "六个汉字太长"}]}, "name", "1"),
        ({"button": [VIEW, CLICK | {"key": "长" * 43}]}, "key", "2"),
        ({"button": [VIEW | {"url": "javascript:1"}]}, "url", "1"),
        ({"button": [CLICK | {"type": "magic"}]}, "type", "1"),
        ({"button": [{"name": "办事", "sub_button": [CLICK] * 6}]}, "below", "1"),
        ({"button": [{"name": "办事", "sub_button": [CLICK, "x"]}]}, "name", "1.2"),
        ({"button": [{"name": "办事", "sub_button": [{"name": "a", "sub_button": [CLICK]}]}]}, "type", "1.1"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(menu, code: str, place: str) -> None:
    assert problems(menu) == [(code, place)]
