"""Document numbers (文号) in what citizens write: 榕晋政办〔2018〕153号 with any brackets, 2018年第153号, 711号令."""

from __future__ import annotations

import re

from bot.library.entry import Entry
from bot.text.normalise import normalise

# Whose number, year and running number.
_NUMBER = re.compile(r"([\u4e00-\u9fff]*)\W{0,2}((?:19|20)\d{2})年?\W{0,2}第?\s?(\d{1,4})\s?号")
_ISSUER_ENDS = frozenset("政办委府局函发字")
_ORDER = re.compile(r"(\d{1,4})号")


def names_number(text: str) -> bool:
    """Whether the normalised text holds a whole number, with its year."""
    return bool(_NUMBER.search(text))


def has_number(entry: Entry, text: str) -> bool:
    """Whether the text names this document's number: year and number agree, or the number of an order (711号令)."""
    number = normalise((entry.document.number if entry.document else None) or "")
    wanted, own = _NUMBER.search(text), _NUMBER.search(number)
    if wanted or own:
        same = wanted and own and wanted.groups()[1:] == own.groups()[1:]
        return bool(wanted and own and same and _may_be_of(own[1], wanted[1]))
    asked, ordered = _ORDER.search(text), _ORDER.search(number)
    return bool(asked and ordered and asked[1] == ordered[1] and "令" in text)


def _may_be_of(issuer: str, said: str) -> bool:
    """榕政办 is not 榕晋政办; words that name nobody (帮我找〔2018〕153号) may mean anybody."""
    return said.endswith(issuer) or said[-1:] not in _ISSUER_ENDS
