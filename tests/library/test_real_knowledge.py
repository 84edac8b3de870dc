"""The knowledge we ship: sound, complete, and quick to load."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from bot.library.coverage import check
from bot.library.files import inspect_folder
from bot.library.library import Library

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def test_the_shipped_knowledge_is_sound_complete_and_quick() -> None:
    started = time.perf_counter()
    folder = inspect_folder(KNOWLEDGE)
    seconds = time.perf_counter() - started
    assert not folder.problems, "\n".join(map(str, folder.problems))
    library = Library.from_data(folder.data, folder.bureau)
    coverage = check(library, folder.topics, date(2026, 12, 1))
    assert coverage.complete, "\n".join(fault.message for fault in coverage.faults)
    assert coverage.total >= 169
    assert seconds < 3  # 0.3-0.6 s on an idle machine; the budget is 1.5 s, doubled for a busy one
