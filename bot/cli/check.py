"""`python -m bot check`."""

from __future__ import annotations

import argparse
import asyncio

from bot import wiring
from bot.beijing import today
from bot.cli.words import say
from bot.library.coverage import check, located
from bot.library.files import inspect_folder
from bot.library.library import Library
from bot.library.ports import StoredEntry
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Every problem of the knowledge folder, what is withdrawn, and how many topics of the catalogue it answers."""
    folder = inspect_folder(settings.knowledge_dir)
    for problem in folder.problems:
        print(problem)
    withdrawn = asyncio.run(wiring.withdrawn_entries(settings))
    for entry in withdrawn:
        _tell(entry)
    library = Library.from_data(folder.data, folder.bureau)
    coverage = check(library, folder.topics, today(), {entry.id for entry in withdrawn})
    for section in coverage.sections:
        say("check_section", section=section.name, covered=section.covered, total=section.total)
    for problem in located(coverage, folder):
        print(problem)
    complete = coverage.complete and not folder.problems
    problems = len(folder.problems) + len(coverage.faults)
    say("check_ok" if complete else "check_bad", found=coverage.covered, total=coverage.total, problems=problems)
    return 0 if complete else 1


def _tell(entry: StoredEntry) -> None:
    note = entry.data.get("withdrawn") or {"on": "—", "reason": "—"}
    say("check_withdrawn", id=entry.id, on=note["on"], reason=note["reason"])
