"""Text from outside, made safe to keep: for every door."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls but tab and newline, lone surrogates, direction overrides (they disguise text), BOM, noncharacters.
# Zero-width joiners stay: emoji are built with them.
_HARMFUL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})  # not Cn: to an older Python, a new emoji is one


def clean(text: str) -> str:
    """Without characters that harm a database, a terminal or a reader; ends of lines become \\n; no outer blanks."""
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of it can be seen."""
    return all(unicodedata.category(character) in _INVISIBLE for character in text)
