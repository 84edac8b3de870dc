"""The knowledge we ship: sound, complete, and quick to load."""

from __future__ import annotations

import re
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


def test_no_document_is_said_to_be_in_force_and_perhaps_not() -> None:
    """A status is what we know; who doubts it in the next sentence has not decided."""
    doubtful = re.compile("是否(仍然|还)?(有效|现行)")
    documents = [(file.stem, file.data) for file in inspect_folder(KNOWLEDGE).files if file.entry.document]
    assert len(documents) > 20
    texts = {id_: f"{data.get('status_note')} {data['summary']}" for id_, data in documents}
    assert [id_ for id_, text in texts.items() if doubtful.search(text)] == []
