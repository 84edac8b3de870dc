"""Numbers of documents (文号) in one spelling: 国发〔2019〕5号, 国务院令第707号."""

from __future__ import annotations

import re

from bot.library.citation import number_of

_OPEN, _CLOSE = r"[〔\[【(（﹝［〈]", r"[〕\]】)）﹞］〉]"
_ISSUED = re.compile(rf"([\u4e00-\u9fff]{{1,14}})\s*{_OPEN}\s*((?:19|20)\d{{2}})\s*{_CLOSE}\s*第?\s*(\d{{1,5}})\s*号")
_N = "[0-9零〇一二三四五六七八九十百千]+"
_ORDER = re.compile(rf"(?:中华人民共和国)?([\u4e00-\u9fff]{{2,20}}令)\s*第?\s*({_N})\s*号")
_AROUND = "（()） \t"


def number_in(line: str) -> str | None:
    """The number, when the line says nothing else; brackets around it do not count."""
    line = line.strip(_AROUND)
    # strip() also took the bracket that closes nothing but a year: there is always 号 behind it.
    issued, order = _ISSUED.fullmatch(line), _ORDER.fullmatch(line)
    return _spelt(issued) if issued else _order(order) if order else None


def numbers_within(text: str) -> list[str]:
    """Every number named in a text."""
    return [_spelt(found) for found in _ISSUED.finditer(text)]


def order_within(text: str) -> str | None:
    """The order an act was issued with: 2019年4月3日 中华人民共和国国务院令第711号修订."""
    found = re.search(rf"(?:中华人民共和国)?((?:国务院|主席|[\u4e00-\u9fff]{{2,10}}?[部委局署])令)第({_N})号", text)
    return _order(found) if found else None


def same_number(one: str | None, other: str | None) -> bool:
    """Whether both are numbers and the same one, whatever the brackets."""
    return bool(one and other and _canonical(one) == _canonical(other))


def is_issued(number: str | None) -> bool:
    """Whether it is of the kind with a year, which no two documents share."""
    return bool(number and _ISSUED.fullmatch(number))


def parts_of(number: str) -> tuple[str, str, str] | None:
    """Issuer's sign, year ("" for orders), running number."""
    issued, order = _ISSUED.fullmatch(number), _ORDER.fullmatch(number)
    if issued:
        return issued[1], issued[2], issued[3]
    return (order[1], "", str(number_of(order[2]))) if order else None


def _canonical(number: str) -> str:
    return number_in(number) or "".join(number.split())


def _spelt(found: re.Match[str]) -> str:
    return f"{found[1]}〔{found[2]}〕{int(found[3])}号"


def _order(found: re.Match[str]) -> str:
    return f"{found[1]}第{number_of(found[2])}号"
