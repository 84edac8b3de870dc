"""Numbers and deadlines of tickets."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.casework.tickets import DEADLINES_FILE, TICKET_KINDS, TicketRules, load_deadlines

BEIJING = timezone(timedelta(hours=8))
RULES = TicketRules("JA")
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("question", "2026-11-26T17:30:00+08:00"),
        ("human", "2026-11-26T17:30:00+08:00"),
        ("report", "2026-12-01T17:30:00+08:00"),
        ("suggestion", "2026-12-01T17:30:00+08:00"),
        ("praise", "2026-12-01T17:30:00+08:00"),
        ("rating", "2026-12-01T17:30:00+08:00"),
        ("application", "2026-12-22T17:30:00+08:00"),
    ],
)
def test_each_kind_has_its_working_days(kind: str, due: str) -> None:
    found = RULES.due(kind, TUESDAY)
    assert found and found.isoformat() == due


def test_an_unknown_kind_and_an_unknown_year_have_no_date() -> None:
    assert RULES.due("no such kind", TUESDAY) is None
    assert RULES.due("question", datetime(2026, 12, 31, 9, tzinfo=BEIJING)) is None


def test_the_day_is_the_day_in_beijing() -> None:
    late_in_london = datetime(2026, 11, 24, 17, tzinfo=timezone.utc)
    assert RULES.day_of(late_in_london) == date(2026, 11, 25)
    due = RULES.due("question", late_in_london)
    assert due and due.date() == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("JA20261124-0001", "JA20261124-0001"), ("ja 2026 1124-0001", "JA20261124-0001"),
        ("ＪＡ２０２６１１２４－０００１", "JA20261124-0001"), ("ja20261124–12345。", "JA20261124-12345"),
        ("20261124-0001", "JA20261124-0001"), ("XY20261124-0001", "XY20261124-0001"),
        ("工单JA20261124-0001到哪一步了", "JA20261124-0001"), ("我13812345678", None), ("350111199001011234", None),
        ("JA2026", None), ("20261124", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed: str, number: str | None) -> None:
    assert RULES.read_number(typed) == number


def test_a_number_names_the_day_and_the_place_in_it() -> None:
    assert RULES.number(date(2026, 11, 24), 1) == "JA20261124-0001"
    assert TicketRules("XY").number(date(2026, 11, 24), 12345) == "XY20261124-12345"


def test_every_deadline_has_a_label_and_a_source() -> None:
    deadlines = load_deadlines()
    assert set(deadlines) == set(TICKET_KINDS)
    assert all(deadline.label and deadline.source for deadline in deadlines.values())
    assert RULES.label("application") == "依申请公开"


@pytest.mark.parametrize(("old", "new"), [("working_days: 20", "working_days: 0"), ("praise:", "prize:")])
def test_a_file_of_deadlines_that_cannot_be_used_is_refused(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "deadlines.yml"
    file.write_text(DEADLINES_FILE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"deadlines\.yml"):
        load_deadlines(file)
