"""Days as official texts write them: 2019年4月3日, 一九九六年二月五日."""

from __future__ import annotations

import re
from datetime import date

from bot.library.citation import number_of

_N = "[〇零○一二三四五六七八九十0-9]"
_DAY = re.compile(rf"({_N}{{4}})年({_N}{{1,3}})月({_N}{{1,3}})日")
_YEAR = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def date_written(text: str, alone: bool = False) -> date | None:
    """The first day named, or None; `alone`: only when nothing else is said."""
    found = _DAY.fullmatch(text.strip()) if alone else _DAY.search(text)
    if not found or "十" in found[1]:
        return None
    try:
        return date(int(found[1].translate(_YEAR)), number_of(found[2]), number_of(found[3]))
    except ValueError:
        return None
