"""Corrections: "不是挖路，是占路" means the second half only."""

from __future__ import annotations

import re

_OPENING = r"^(?:(?:哎呀?|唉|啊|错了|不对|不|哦|噢|不是的?(?=[，,。]))[，,。\s]*){0,4}"
_BREAK = r"[，,。.；;！!\s]+"
_PART = r"[^，,。；;！!?？]"
_I_MEAN = (
    r"(?:我?(?:就?是想|就是要|是问|是要|[想要]?问的是|说的是|指的是|讲的是|要的是|想办的是|是|要|想问|想办|说|问))"
)
_NOT = r"(?:我?(?:不是|没说|没问|不要|不问))"

# Nobody corrects himself in more characters; a longer text is not searched.
_LONGEST = 120

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 我说的是占绿地，不是占道路
        rf"{_OPENING}{_I_MEAN}(?P<meant>{_PART}{{2,}}){_BREAK}[可而]?{_NOT}{_PART}{{1,16}}[。！!]?$",
        # 不是挖路，是占路，我们搭脚手架
        rf"{_OPENING}{_NOT}{_PART}{{1,16}}{_BREAK}{_I_MEAN}(?P<meant>.{{2,}})$",
        # 不要地址，我要电话
        rf"{_OPENING}(?:我?不(?:要|问|用)){_PART}{{1,16}}{_BREAK}{_I_MEAN}(?P<meant>.{{2,}})$",
        # 说错了，是门头招牌
        rf"{_OPENING}(?:[说打搞弄]错了?|错了|不对){_BREAK}{_I_MEAN}?(?P<meant>.{{2,}})$",
    )
)


# 那渣土处置的呢: another matter, the same question about it.
_SAME_OF_ANOTHER = re.compile(r"^(?:那|那么|要是|换成|如果是)?.{2,14}呢[?？]?$")


def asks_the_same(text: str) -> bool:
    """Whether a message names another matter and leaves what is asked about it to the one before."""
    return bool(_SAME_OF_ANOTHER.match(text.strip()))


def meant(text: str) -> str | None:
    """What a correction really asks for, or None when `text` is no correction."""
    matches = (pattern.match(text.strip()[:_LONGEST]) for pattern in _PATTERNS)
    found = next((match["meant"] for match in matches if match), None)
    return found.strip(" ，,。！!") if found and not found.startswith("不") else None
