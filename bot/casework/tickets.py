"""Tickets (工单): their kinds, their numbers, and the working-day clock they run on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import yaml

from bot.beijing import BEIJING
from bot.casework.calendar import WorkCalendar

END_OF_OFFICE_HOURS = time(17, 30)
DEADLINES_FILE = Path(__file__).with_name("deadlines.yml")
_NUMBER = re.compile(r"(?<![A-Z0-9])([A-Z]{1,4})?(20[0-9]{6})([0-9]{4,6})(?![A-Z0-9])")
TICKET_KINDS = (
    "question", "human", "report", "complaint", "help", "suggestion", "praise", "rating", "application",
)  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    """What staff call the kind, how many working days it may take, and who says so."""

    label: str
    working_days: int
    source: str


def load_deadlines(path: Path = DEADLINES_FILE) -> dict[str, Deadline]:
    """Every kind's deadline; raises ValueError when the file does not give each of TICKET_KINDS at least a day."""
    deadlines = {kind: Deadline(**item) for kind, item in yaml.safe_load(path.read_text(encoding="utf-8")).items()}
    if set(deadlines) != set(TICKET_KINDS):
        raise ValueError(f"{path}: expected the kinds {', '.join(TICKET_KINDS)}")
    for kind, deadline in deadlines.items():
        if type(deadline.working_days) is not int or deadline.working_days < 1:
            raise ValueError(f"{path}: working_days of {kind} must be a whole number from 1")
    return deadlines


class TicketRules:
    """Numbers and deadlines of the bureau's tickets, in Beijing time."""

    def __init__(
        self,
        prefix: str = "JA",
        calendar: WorkCalendar | None = None,
        deadlines: Mapping[str, Deadline] | None = None,
        closes: time = END_OF_OFFICE_HOURS,
    ) -> None:
        self._prefix, self._closes = prefix, closes
        self._calendar = calendar or WorkCalendar()
        self._deadlines = load_deadlines() if deadlines is None else deadlines

    def day_of(self, moment: datetime) -> date:
        """The day in Beijing."""
        return moment.astimezone(BEIJING).date()

    def number(self, day: date, sequence: int) -> str:
        """`JA20261124-0001`."""
        return f"{self._prefix}{day:%Y%m%d}-{sequence:04d}"

    def read_number(self, typed: str) -> str | None:
        """In any case and width, with blanks and dashes anywhere; without letters, ours are meant. None: no number."""
        plain = re.sub(r"[\s\-\u2010-\u2015·_]", "", unicodedata.normalize("NFKC", typed)).upper()
        found = _NUMBER.search(plain)
        return f"{found[1] or self._prefix}{found[2]}-{found[3]}" if found else None

    def due(self, kind: str, opened_at: datetime) -> datetime | None:
        """The end of office hours on the last working day, the day of opening not counted.

        None when the kind has no deadline or the clock reaches a year whose holidays are not known yet.
        """
        deadline = self._deadlines.get(kind)
        day = deadline and self._calendar.add_workdays(self.day_of(opened_at), deadline.working_days)
        return datetime.combine(day, self._closes, BEIJING) if day else None

    def label(self, kind: str) -> str:
        """What staff call the kind."""
        deadline = self._deadlines.get(kind)
        return deadline.label if deadline else kind
