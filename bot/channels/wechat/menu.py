"""The account's menu as a file, in WeChat's own shape; its limits checked before it is sent.

Source: WeChat's documentation of custom menus: 3 buttons, 5 below each, names of 16 and 60 bytes, keys of 128 bytes,
addresses of 1024 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.channels.wechat.cut import size

BUTTONS, BELOW = 3, 5
NAME_BYTES, BELOW_NAME_BYTES, KEY_BYTES, URL_BYTES = 16, 60, 128, 1024


def problems(menu: Any) -> list[tuple[str, str]]:
    """(code, place) for each limit that is broken; [] for a menu that WeChat takes."""
    buttons: Any = menu.get("button") if isinstance(menu, dict) else None
    if not _is_list(buttons, BUTTONS):
        return [("buttons", "button")]
    return [problem for number, button in enumerate(buttons, 1) for problem in _button(button, str(number), NAME_BYTES)]


def _button(button: Any, place: str, name_bytes: int) -> Iterator[tuple[str, str]]:
    if not isinstance(button, dict) or not 0 < size(str(button.get("name") or "")) <= name_bytes:
        yield "name", place
    elif "sub_button" in button and name_bytes == NAME_BYTES:
        below = button["sub_button"]
        if not _is_list(below, BELOW):
            yield "below", place
            return
        for number, each in enumerate(below, 1):
            yield from _button(each, f"{place}.{number}", BELOW_NAME_BYTES)
    elif button.get("type") == "click":
        if not 0 < size(str(button.get("key") or "")) <= KEY_BYTES:
            yield "key", place
    elif button.get("type") == "view":
        url = str(button.get("url") or "")
        if not url.startswith(("http://", "https://")) or size(url) > URL_BYTES:
            yield "url", place
    else:
        yield "type", place


def _is_list(value: Any, most: int) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and 0 < len(value) <= most
