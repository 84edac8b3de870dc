"""Which of the choices on the table the citizen means: tapped, numbered, placed, or named in part."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker

from bot.text.normalise import normalise

_ORDINALS = (
    re.compile("第?[一1]|头一个|最?前面|上面|首"),
    re.compile("第?[二两2]|中间"),
    re.compile("第?[三3]"),
    re.compile("第?[四4]"),
    re.compile("第?[五5]"),
)
_NUMBERED = re.compile("第([一二两三四五1-5])")
_VALUES = {"一": 0, "二": 1, "两": 1, "三": 2, "四": 3, "五": 4} | {str(number): number - 1 for number in range(1, 6)}
_LAST = re.compile("最后|末|下面")
# A number and nothing else: whatever the model makes of so little, with choices on the table it is one of them.
_NUMBER_ALONE = re.compile("第?[一二两三四五1-5][个条项号]?吧?[。.!]?")
_THAT_ONE = re.compile("(?:我?(?:要|选|问的?是|说的?是))?(.{2,}?)的?(?:那|这)(?:个|条|项|件|一个)吧?[。.!]?")


def picked(tracker: Tracker, text: str) -> dict[str, Any] | None:
    """The choice that `text` names and nothing else; None when it may be a question of its own."""
    choices = tracker.get_slot("choices") or []
    said = normalise(text)
    for choice in choices:
        if normalise(choice["label"]) == said:
            return dict(choice)
    if _NUMBER_ALONE.fullmatch(said):
        position = position_of(said, len(choices))
        return None if position is None else dict(choices[position])
    named = _THAT_ONE.fullmatch(said)
    fitting = [choice for choice in choices if named and named[1] in normalise(choice["label"])]
    return dict(fitting[0]) if len(fitting) == 1 else None


def position_of(text: str, count: int) -> int | None:
    """Which of `count` choices the words place, from 0; None when they place none of them."""
    numbered = _NUMBERED.search(text)
    if numbered:
        position = _VALUES[numbered[1]]
        return position if position < count else None
    if count and _LAST.search(text):
        return count - 1
    for position, pattern in enumerate(_ORDINALS[:count]):
        if pattern.search(text):
            return position
    return None
