"""Numbers with a check digit: made up here, right by the standards' own sums."""

from __future__ import annotations

import pytest

from bot.text.identity import is_credit_code, is_resident_number


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_examples_of_the_standard_are_right(number: str) -> None:
    assert is_resident_number(number)  # GB 11643-1999, 4.


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_digit_is_noticed(place: int) -> None:
    number = "11010519491231002X"
    wrong = number[:place] + str((int(number[place].replace("X", "5")) + 1) % 10) + number[place + 1 :]
    assert not is_resident_number(wrong)


@pytest.mark.parametrize("number", ["", "12345", "110105194913310026", "11010519491231002x", "1101051949123100２X"])
def test_what_is_no_number_of_a_resident(number: str) -> None:
    assert not is_resident_number(number)


def test_the_credit_code() -> None:
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100I43")
