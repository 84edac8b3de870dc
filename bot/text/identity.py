"""Check digits of the numbers people identify themselves with."""

from __future__ import annotations

import re

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_REMAINDERS = "10X98765432"
_CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_RESIDENT = re.compile(r"\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", re.ASCII)
_CREDIT = re.compile(f"[{_CREDIT_LETTERS}]{{18}}")


def is_resident_number(number: str) -> bool:
    """公民身份号码: 18 characters, a birthday inside, ISO 7064 MOD 11-2 (GB 11643-1999)."""
    return bool(_RESIDENT.fullmatch(number)) and has_check_digit(number)


def has_check_digit(number: str) -> bool:
    """Whether the eighteenth character follows from the seventeen digits before it, whatever day they name."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS))
    return _REMAINDERS[total % 11] == number[-1]


def is_credit_code(code: str) -> bool:
    """统一社会信用代码: 18 characters, MOD 31-3 (GB 32100-2015)."""
    if not _CREDIT.fullmatch(code):
        return False
    total = sum(_CREDIT_LETTERS.index(letter) * pow(3, place, 31) for place, letter in enumerate(code[:17]))
    return _CREDIT_LETTERS[(31 - total % 31) % 31] == code[-1]
