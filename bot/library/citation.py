"""Article numbers as people cite them: 第二十七条, 第14条至第16条, 第十九至二十一条."""

from __future__ import annotations

import re

_DIGITS = {char: value for digits in ("零一二三四五六七八九", "0123456789") for value, char in enumerate(digits)}
_DIGITS |= {"〇": 0, "两": 2}
# No act has more articles than this; whoever names more means none.
_MOST = 2000
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"[0-9零〇一二两三四五六七八九十百千]+"
_CITED = re.compile(rf"第({_NUMBER})条?(?:[至到—－~～-]+第?({_NUMBER}))?条")


def articles_cited(text: str) -> list[int]:
    """Every article number named, ranges filled in; empty for places that are no articles (第二部分)."""
    numbers: list[int] = []
    for first, last in _CITED.findall(text):
        start = number_of(first)
        end = number_of(last) if last else start
        if end <= _MOST:
            numbers.extend(range(start, end + 1))
    return numbers[:_MOST]


def number_of(numeral: str) -> int:
    """The value of a numeral below 10 000, Chinese or Arabic: 二十 → 20, 一百零三 → 103, 20 → 20."""
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


def anchor(number: int) -> str:
    """Where an article begins on the page of its document: 30 → a30."""
    return f"a{number}"


def numeral(number: int) -> str:
    """How statutes write a number below 10 000: 20 → 二十, 103 → 一百零三, 1242 → 一千二百四十二."""
    if not 0 < number < 10_000:
        return str(number)
    written, skipped = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if skipped and written else "") + "零一二三四五六七八九"[digit] + name
        skipped = not digit
    return written.removeprefix("一") if written.startswith("一十") else written
