"""Article numbers as people cite them: 第二十七条, 第14条至第16条, 第十九至二十一条."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_NUMBER = r"[0-9零〇一二两三四五六七八九十百]+"
_CITED = re.compile(rf"第({_NUMBER})条?(?:[至到—－~～-]+第?({_NUMBER}))?条")


def articles_cited(text: str) -> list[int]:
    """Every article number named, ranges filled in; empty for places that are no articles (第二部分)."""
    numbers: list[int] = []
    for first, last in _CITED.findall(text):
        start = number_of(first)
        numbers.extend(range(start, (number_of(last) if last else start) + 1))
    return numbers


def number_of(numeral: str) -> int:
    """The value of a numeral below 1000, Chinese or Arabic: 二十 → 20, 一百零三 → 103, 20 → 20."""
    if numeral.isascii():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
