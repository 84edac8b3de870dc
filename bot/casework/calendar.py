"""Working days in China: statutory holidays and make-up working weekends (调休), year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

SATURDAY = 5


class CalendarError(ValueError):
    """The file of extra years cannot be used; the text says where and why."""


@dataclass(frozen=True)
class Year:
    """Days off besides weekends, and weekend days that are worked. `source` is the notice that says so."""

    off: frozenset[date]
    work: frozenset[date]
    source: str = ""

    def is_workday(self, day: date) -> bool:
        """Weekends are off, but for these exceptions."""
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)


class WorkCalendar:
    """The years of the library `chinesecalendar`; years of the bureau's own file come first."""

    def __init__(self, years: Mapping[int, Year] | None = None) -> None:
        self._years = years or {}

    def is_workday(self, day: date) -> bool | None:
        """None for a year nobody has announced yet."""
        if year := self._years.get(day.year):
            return year.is_workday(day)
        return chinese_calendar.is_workday(day) if day.year in known_years() else None

    def add_workdays(self, start: date, count: int) -> date | None:
        """The `count`-th (≥ 1) working day after `start`; None when that reaches an unknown year."""
        day = start
        while count:
            day += timedelta(days=1)
            works = self.is_workday(day)
            if works is None:
                return None
            count -= works
        return day


@lru_cache(maxsize=1)
def known_years() -> frozenset[int]:
    """The years the library knows."""
    return frozenset(day.year for day in chinese_calendar.constants.holidays)


def load_years(path: Path) -> dict[int, Year]:
    """Read extra years: `{2027: {source: …, holidays: [2027-01-01], workdays: [2027-01-03]}}`; raises CalendarError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return {int(number): _year(int(number), item) for number, item in data.items()}
    except (OSError, UnicodeError, yaml.YAMLError, TypeError, AttributeError, ValueError) as problem:
        raise CalendarError(f"{path}: {problem}") from problem


def _year(number: int, item: Mapping[str, Any]) -> Year:
    unknown = set(item) - {"holidays", "workdays", "source"}
    if unknown:
        raise ValueError(f"{number}: unknown field {', '.join(sorted(map(str, unknown)))}")
    if not item.get("holidays"):
        raise ValueError(f"{number}: no holidays are given")
    off, work = (_days(number, item.get(name) or []) for name in ("holidays", "workdays"))
    for day in work:
        if day.weekday() < SATURDAY:
            raise ValueError(f"{day} is no weekend day, so it cannot be a make-up working day")
    return Year(off, work, str(item.get("source") or ""))


def _days(number: int, days: list[Any]) -> frozenset[date]:
    for day in days:
        if type(day) is not date or day.year != number:
            raise ValueError(f"{day!r} is not a date of {number}, written like {number}-01-01")
    return frozenset(days)
