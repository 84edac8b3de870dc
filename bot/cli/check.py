"""`python -m bot check`."""

from __future__ import annotations

import argparse

from bot.beijing import today
from bot.cli.words import say
from bot.library.coverage import check
from bot.library.files import inspect_folder
from bot.library.library import Library
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Every problem of the knowledge folder, then how many topics of the catalogue it answers."""
    folder = inspect_folder(settings.knowledge_dir)
    for problem in folder.problems:
        print(problem)
    library = Library.from_data(folder.data, folder.bureau)
    coverage = check(library, folder.topics, today())
    for section in coverage.sections:
        print(section)
    for fault in coverage.faults:
        print(fault)
    complete = coverage.complete and not folder.problems
    problems = len(folder.problems) + len(coverage.faults)
    say("check_ok" if complete else "check_bad", found=coverage.covered, total=coverage.total, problems=problems)
    return 0 if complete else 1
