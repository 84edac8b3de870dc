"""Hides the middle of identity numbers, telephone numbers and e-mail addresses. What is masked stays as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.text.identity import has_check_digit

_BIRTHDAY = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")

_GAP = r"[ \u00a0\u3000.\-－—–·]"  # what people write between groups of digits
_START = rf"(?<!\d)(?:[+＋]?86{_GAP}?)?"
_AREA = r"[0０](?:[1１][0０]|[2２]\d|[3-9３-９]\d{2})"
_CALLED = r"(?:电话|座机|固话|手机|联系方式)[号码是为：:，,\s]{0,4}"
_LOCAL = r"[2-9２-９]\d{6,7}"
_DOCUMENT = (
    r"(?:身份证|军官证|警官证|士官证|士兵证|文职干部证|学员证|护照|通行证|台胞证|回乡证|居留证|居住证|驾驶证|驾照|证件)"
    r"[号码是为：:，,\s]{0,4}(?:[\u4e00-\u9fff]{0,2}字?第)?"
)
_BEFORE_MAIL = r"(?<![\w.+%-])"
_HOST = r"[@＠](?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"


@dataclass(frozen=True)
class _Form:
    """A kind of number: the group `it` (without one, all of it) keeps so many characters at its head and tail."""

    pattern: re.Pattern[str]
    head: int
    tail: int
    is_one: Callable[[str], bool] = lambda number: True


def masked(text: str) -> str:
    """`138****5678`, `3501**********1234`: as long as before, and the same when masked again."""
    return _swept(text)[0]


def numbers_in(text: str) -> list[str]:
    """What `masked` hides, each once."""
    return list(dict.fromkeys(_swept(text)[1]))


def _swept(text: str) -> tuple[str, list[str]]:
    hidden: list[str] = []
    for form in _FORMS:
        for start, end in list(_places(form, text)):  # a mask is as long as what it hides: places stay places
            hidden.append(text[start:end])
            stars = "*" * (end - start - form.head - form.tail)
            text = text[: start + form.head] + stars + text[end - form.tail :]
    return text, hidden


def _places(form: _Form, text: str) -> Iterator[tuple[int, int]]:
    for match in form.pattern.finditer(text):
        group = "it" if "it" in form.pattern.groupindex else 0
        if form.is_one(match[group]):
            yield match.span(group)


def _is_identity_number(number: str) -> bool:
    """By its check digit, or by a birthday: a mistyped number still leads to a person."""
    plain = "".join(character for character in _plain(number) if character.isalnum())
    return has_check_digit(plain) or bool(_BIRTHDAY.fullmatch(plain))


def _is_no_date(number: str) -> bool:
    """20261124 is a day, 83661234 a telephone."""
    return not re.fullmatch(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", _plain(number))


def _plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).upper()


# In this order: an identity number holds what looks like other numbers.
_FORMS = (
    _Form(
        re.compile(rf"(?<![0-9A-Za-z])\d(?:{_GAP}?\d){{16}}{_GAP}?[\dXxＸｘ](?![0-9A-Za-z])"), 4, 4, _is_identity_number
    ),
    _Form(re.compile(r"(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])"), 4, 4),
    # Passports, and the permits of Hong Kong, Macau and Taiwan.
    _Form(re.compile(r"(?<![0-9A-Za-z])(?:[EGDSPegdsp][A-Za-z]?\d{7,8}|[HMhm]\d{8,10})(?![0-9A-Za-z])"), 3, 2),
    _Form(re.compile(rf"{_START}(?P<it>[1１] ?[3-9３-９](?:\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}|(?: \d){{9}}))(?!\d)"), 3, 4),
    _Form(re.compile(rf"(?<!\d-){_START}(?P<it>[(（]?{_AREA}[)）]?{_GAP}?\d{{3,4}}{_GAP}?\d{{4}})(?!\d)"), 3, 2),
    # Documents of other kinds, by their names; 军字第… is one without.
    _Form(
        re.compile(
            rf"(?:{_DOCUMENT}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]字第)(?P<it>[A-Za-z]{{0,3}}\d{{6,18}}[Xx]?)(?![\dA-Za-z@.-])"
        ),
        2,
        2,
        _is_no_date,
    ),
    # Without an area code only what is called a telephone, or all there is: an answer to "how do we reach you?".
    _Form(re.compile(rf"{_CALLED}(?P<it>{_LOCAL})(?![\dA-Za-z-])"), 3, 2, _is_no_date),
    _Form(re.compile(rf"\A\s*(?P<it>{_LOCAL})\s*\Z"), 3, 2, _is_no_date),
    _Form(re.compile(rf"{_BEFORE_MAIL}[\w.+%-]{{4,64}}{_HOST}", re.ASCII), 3, 4),
    _Form(re.compile(rf"{_BEFORE_MAIL}[\w.+%-]{{1,3}}{_HOST}", re.ASCII), 1, 4),
)
