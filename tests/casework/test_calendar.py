"""Working days by the State Council's notices, with the real days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.casework.calendar import CalendarError, WorkCalendar, known_years, load_years

CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),  # an ordinary Tuesday
        (date(2026, 11, 28), False),  # an ordinary Saturday
        (date(2025, 10, 1), False),  # National Day, 1-8 October 2025
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 9, 28), True),  # a Sunday made up for it
        (date(2025, 10, 11), True),  # a Saturday made up for it
        (date(2026, 2, 16), False),  # Spring Festival, 15-23 February 2026
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 14), True),  # a Saturday made up for it
        (date(2026, 2, 28), True),
        (date(2027, 1, 4), None),
        (date(2003, 12, 31), None),
    ],
)
def test_a_day_works_as_announced(day: date, works: bool | None) -> None:
    assert CALENDAR.is_workday(day) is works


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 24), 2, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday → Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # asked on a Saturday
        (date(2025, 9, 26), 2, date(2025, 9, 29)),  # the Sunday in between is worked
        (date(2025, 9, 30), 2, date(2025, 10, 10)),
        (date(2025, 9, 30), 3, date(2025, 10, 11)),  # a make-up Saturday is the last day
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2024, 12, 31), 1, date(2025, 1, 2)),  # over the year's end, both years known
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2026, 12, 30), 2, None),
        (date(2026, 12, 31), 5, None),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: date, count: int, end: date | None) -> None:
    assert CALENDAR.add_workdays(start, count) == end


def test_the_bureau_adds_a_year_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "years.yml"
    file.write_text("2027: {source: 示例通知, holidays: [2027-01-01], workdays: [2027-01-03]}\n")
    years = load_years(file)
    calendar = WorkCalendar(years)
    assert years[2027].source == "示例通知"
    assert calendar.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 3)
    assert calendar.add_workdays(date(2026, 12, 31), 2) == date(2027, 1, 4)
    assert calendar.is_workday(date(2028, 1, 4)) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027: {holidays: [2028-01-01]}", "not a date of 2027"),
        ("2027: {holidays: ['1 January']}", "not a date of 2027"),
        ("2027: {holidays: [2027-01-01], workdays: [2027-01-04]}", "is no weekend day"),
        ("2027: {workdays: [2027-01-03]}", "no holidays"),
        ("2027: {holidays: [2027-01-01], wrok: []}", "unknown field wrok"),
        ("- 2027", "years.yml"),
        ("2027: [", "years.yml"),
        ("next year: {holidays: []}", "years.yml"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "years.yml"
    file.write_text(text)
    with pytest.raises(CalendarError, match=reason):
        load_years(file)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="No such file"):
        load_years(tmp_path / "years.yml")


def test_the_library_knows_this_year() -> None:
    assert {2004, 2025, 2026} <= known_years()
