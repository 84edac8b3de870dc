"""Which of the choices on the table the citizen means: tapped, numbered, placed, or named in part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from rasa_sdk import Tracker

from bot.library.citation import number_of
from bot.text.normalise import normalise

_NUMERAL = "[一二两三四五1-5]"
# A place said as such; a number without 第 may be anything (看一下) and counts only when nothing else is said.
_PLACED = re.compile(f"第({_NUMERAL})")
_FIRST, _MIDDLE, _LAST = re.compile("头一个|最?前面|上面|首"), re.compile("中间"), re.compile("最后|末|下面")
# Whatever the model makes of so little, with choices on the table it is one of them.
_NUMBER_ALONE = re.compile(f"(?:我?[要选])?第?({_NUMERAL})[个条项号]?吧?[。.!]?")
_THAT_ONE = re.compile(
    "(?:我?(?:要|选|问的?是|说的?是|是))?(.{2,}?)(?:的?(?:那|这)(?:个|条|项|件|一个)|的(?:个|条|项|件|一个)?)吧?[。.!]?"
)
Wordings = Callable[[str], Iterable[str]]


def picked(tracker: Tracker, text: str, wordings: Wordings = lambda entry: ()) -> dict[str, Any] | None:
    """The choice that `text` names and nothing else; None when it may be a question of its own. `wordings` are what is
    asked of an entry: 投诉的 is the choice that alone is asked about with that word."""
    choices = tracker.get_slot("choices") or []
    said = normalise(text)
    for choice in choices:
        if normalise(choice["label"]) == said:
            return dict(choice)
    if _NUMBER_ALONE.fullmatch(said):
        position = position_of(said, len(choices))
        return None if position is None else dict(choices[position])
    named = _THAT_ONE.fullmatch(said)
    return _only_one_named(named[1], choices, wordings) if named else None


def _only_one_named(name: str, choices: list[dict[str, Any]], wordings: Wordings) -> dict[str, Any] | None:
    """By its label; when no label has the words, by what is asked of it."""
    for texts_of in (lambda choice: (choice["label"],), lambda choice: wordings(choice["entry"])):
        fitting = [choice for choice in choices if any(name in normalise(text) for text in texts_of(choice))]
        if fitting:
            return dict(fitting[0]) if len(fitting) == 1 else None
    return None


def position_of(text: str, count: int) -> int | None:
    """Which of `count` choices the words place, from 0; None when they place none of them."""
    said = normalise(text)
    number = _PLACED.search(said) or _NUMBER_ALONE.fullmatch(said)
    if number:
        place = number_of(number[1]) - 1
        return place if place < count else None
    places = ((_LAST, count - 1), (_FIRST, 0), (_MIDDLE, 1))
    return next((place for words, place in places if words.search(said) and 0 <= place < count), None)
