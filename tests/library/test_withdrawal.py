"""A withdrawn entry is kept and no longer answered, and no import brings it back behind anybody's back."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.library.coverage import check, located
from bot.library.exporter import export_folder
from bot.library.files import load_folder
from bot.library.importer import import_files
from bot.library.live import load_library
from bot.library.ports import Entries
from bot.library.withdrawal import NoSuchEntries, restore, withdraw, withdrawn
from tests.library.sample_folder import SAMPLE, TODAY, Editor

AT = datetime(2026, 11, 24, 18, 0, tzinfo=timezone.utc)  # in Beijing the 25th
FAQ = "faq/apply.fee.yml"


async def _import(entries: Entries, root: Path, *, force: bool = False) -> dict[str, str]:
    outcomes = await import_files(load_folder(root).files, entries, author="import", at=AT, force=force)
    return {outcome.id: outcome.result for outcome in outcomes}


async def _withdraw(entries: Entries) -> list[str]:
    return await withdraw(entries, ["apply.fee"], reason="政策改了", author="王", at=AT)


async def _is_shown(entries: Entries) -> bool:
    return (await load_library(entries, load_folder(SAMPLE).bureau)).get("apply.fee") is not None


async def test_it_is_kept_with_its_revisions_and_no_longer_answered(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    assert await _withdraw(entries) == ["apply.fee"]
    assert not await _is_shown(entries)
    (entry,) = await withdrawn(entries)
    assert entry.data["withdrawn"] == {"on": "2026-11-25", "reason": "政策改了"}
    assert [step.author for step in await entries.revisions("apply.fee")] == ["import", "王"]
    assert await _withdraw(entries) == []


async def test_an_import_leaves_it_withdrawn_and_says_so(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    await _withdraw(entries)
    assert (await _import(entries, knowledge.root))["apply.fee"] == "withdrawn"
    knowledge.replace(FAQ, "不收费。", "免费。")
    assert (await _import(entries, knowledge.root, force=True))["apply.fee"] == "withdrawn"
    assert not await _is_shown(entries)


async def test_restoring_brings_back_what_it_said(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    before = await entries.get("apply.fee")
    await _withdraw(entries)
    assert await restore(entries, ["apply.fee"], author="王", at=AT) == ["apply.fee"]
    after = await entries.get("apply.fee")
    assert before and after and (after.data, after.text, after.revision) == (before.data, before.text, 3)
    assert (await _import(entries, SAMPLE))["apply.fee"] == "unchanged"
    assert await restore(entries, ["apply.fee"], author="王", at=AT) == []


async def test_its_exported_file_keeps_the_layout_and_says_why(entries: Entries, tmp_path: Path) -> None:
    await _import(entries, SAMPLE)
    await _withdraw(entries)
    await export_folder(entries, SAMPLE, tmp_path)
    text = (tmp_path / FAQ).read_text("utf-8")
    assert text.startswith((SAMPLE / FAQ).read_text("utf-8"))
    assert "reason: 政策改了" in text
    assert (await _import(entries, tmp_path))["apply.fee"] == "updated"  # file and store agree from here
    assert (await _import(entries, SAMPLE))["apply.fee"] == "withdrawn"
    assert not await _is_shown(entries)


async def test_an_entry_withdrawn_by_its_file_alone_follows_its_file(entries: Entries, knowledge: Editor) -> None:
    knowledge.replace(FAQ, "kind: faq", "kind: faq\nstate: withdrawn")
    await _import(entries, knowledge.root)
    assert not await _is_shown(entries)
    assert (await _import(entries, SAMPLE))["apply.fee"] == "restored"
    assert await _is_shown(entries)


async def test_what_was_withdrawn_from_the_start_can_be_restored(entries: Entries, knowledge: Editor) -> None:
    knowledge.replace(FAQ, "kind: faq", "kind: faq\nstate: withdrawn")
    await _import(entries, knowledge.root)
    await restore(entries, ["apply.fee"], author="王", at=AT)
    assert await _is_shown(entries)


async def test_an_unknown_id_is_named_and_nothing_is_written(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    with pytest.raises(NoSuchEntries) as failure:
        await withdraw(entries, ["apply.fee", "no.such"], reason="政策改了", author="王", at=AT)
    assert failure.value.ids == ["no.such"]
    assert await _is_shown(entries)


async def test_the_catalogue_misses_it(entries: Entries) -> None:
    folder = load_folder(SAMPLE)
    await _import(entries, SAMPLE)
    library = await load_library(entries, folder.bureau)
    coverage = check(library, folder.topics, TODAY, {"apply.fee"})
    assert [fault.code for fault in coverage.faults] == ["topic_withdrawn"]
    (problem,) = located(coverage, folder)
    assert str(problem).startswith(f"{SAMPLE.as_posix()}/{FAQ}:1: ")
