"""Files and store exchange the knowledge without losing what either side wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.library.exporter import export_files, export_folder
from bot.library.files import inspect_folder, load_folder
from bot.library.hashing import content_hash
from bot.library.importer import import_files
from bot.library.live import load_library
from bot.library.ports import Change, Entries, StaleEntry
from bot.library.withdrawal import withdraw
from tests.library.sample_folder import SAMPLE, TODAY, Editor

AT = datetime(2026, 11, 24, 8, 0, tzinfo=timezone.utc)
FAQ = "faq/apply.fee.yml"
KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


async def _import(entries: Entries, root: Path, **options: Any) -> dict[str, str]:
    outcomes = await import_files(load_folder(root).files, entries, author="导入", at=AT, **options)
    return {outcome.id: outcome.result for outcome in outcomes}


async def _edit(entries: Entries, id_: str, **fields: Any) -> None:
    """What the desk will do: a revision without a file."""
    old = await entries.get(id_)
    assert old
    data = {**old.data, **fields}
    change = Change(id_, old.kind, old.status, data, content_hash(data), old.imported_hash, old.revision)
    await entries.save([change], author="李干事", at=AT)


async def _answer(entries: Entries, id_: str) -> str:
    library = await load_library(entries, load_folder(SAMPLE).bureau)
    entry = library.get(id_)
    assert entry
    return entry.answer


async def test_importing_twice_changes_nothing(entries: Entries) -> None:
    assert set((await _import(entries, SAMPLE)).values()) == {"new"}
    assert set((await _import(entries, SAMPLE)).values()) == {"unchanged"}
    assert [(stored.revision, stored.edited) for stored in await entries.all()] == [(1, False)] * 5


async def test_the_store_gives_the_same_library_as_the_files(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    folder = load_folder(SAMPLE)
    library = await load_library(entries, folder.bureau)
    assert len(library) == 5 and "119" in (library.get("route.fire") or pytest.fail()).answer
    assert [entry.id for entry in library.answerable(TODAY)] == sorted(file.stem for file in folder.files)


async def test_a_changed_file_becomes_a_revision(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    knowledge.replace(FAQ, "不收费。", "免费。")
    assert (await _import(entries, knowledge.root))["apply.fee"] == "updated"
    history = await entries.revisions("apply.fee")
    assert [(step.revision, step.author, step.at) for step in history] == [(1, "导入", AT), (2, "导入", AT)]
    assert "不收费" in history[0].data["answer"] and "免费" in history[1].data["answer"]


async def test_a_changed_comment_is_given_back_too(entries: Entries, knowledge: Editor, tmp_path: Path) -> None:
    await _import(entries, knowledge.root)
    knowledge.replace(FAQ, "# 一行说明", "# 另一行说明")
    assert (await _import(entries, knowledge.root))["apply.fee"] == "updated"
    await export_files(entries, tmp_path / "out")
    assert "# 另一行说明" in (tmp_path / "out" / FAQ).read_text("utf-8")


async def test_staff_edits_stay_while_the_file_is_as_it_was(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    await _edit(entries, "apply.fee", answer="一概不收费。")
    assert (await _import(entries, SAMPLE))["apply.fee"] == "kept"
    assert await _answer(entries, "apply.fee") == "一概不收费。"


async def test_a_conflict_is_reported_and_the_staff_text_stays(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    await _edit(entries, "apply.fee", answer="一概不收费。")
    knowledge.replace(FAQ, "不收费。", "免费。")
    assert (await _import(entries, knowledge.root))["apply.fee"] == "conflict"
    assert await _answer(entries, "apply.fee") == "一概不收费。"


async def test_a_forced_import_keeps_the_staff_text_as_a_revision(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    await _edit(entries, "apply.fee", answer="一概不收费。")
    knowledge.replace(FAQ, "不收费。", "免费。")
    assert (await _import(entries, knowledge.root, force=True))["apply.fee"] == "overwritten"
    assert (await _answer(entries, "apply.fee")).startswith("免费。")
    history = await entries.revisions("apply.fee")
    assert [step.author for step in history] == ["导入", "李干事", "导入"]
    assert history[1].data["answer"] == "一概不收费。"


async def test_a_vanished_file_is_reported_and_the_entry_stays(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    knowledge.replace("guides/guide.dig-road.yml", "[apply.fee, doc.road]", "[doc.road]")
    (knowledge.root / FAQ).unlink()
    assert (await _import(entries, knowledge.root))["apply.fee"] == "missing"
    await withdraw(entries, ["apply.fee"], reason="政策改了", author="王", at=AT)
    assert "apply.fee" not in await _import(entries, knowledge.root)


async def test_what_staff_made_is_not_missed_by_an_import(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    data = {**load_folder(SAMPLE).files[0].data, "id": "chat.own"}
    await entries.save([Change("chat.own", "chat", "published", data, content_hash(data), None, 0)], author="李", at=AT)
    assert "chat.own" not in await _import(entries, SAMPLE)


async def test_export_gives_the_files_back_byte_for_byte(entries: Entries, tmp_path: Path) -> None:
    await _import(entries, SAMPLE)
    assert len(await export_files(entries, tmp_path)) == 5
    assert await export_files(entries, tmp_path) == []
    for file in load_folder(SAMPLE).files:
        assert (tmp_path / file.path).read_bytes() == (SAMPLE / file.path).read_bytes()


async def test_the_whole_folder_comes_back_fit_for_an_import(entries: Entries, tmp_path: Path) -> None:
    await _import(entries, SAMPLE)
    assert len(await export_folder(entries, SAMPLE, tmp_path / "out")) == 8
    assert {path.name for path in (tmp_path / "out").glob("*.yml")} == {"bureau.yml", "catalogue.yml", "facets.yml"}
    assert load_folder(tmp_path / "out") == replace(load_folder(SAMPLE), root=tmp_path / "out")
    assert await export_folder(entries, SAMPLE, tmp_path / "out") == []


async def test_every_shipped_file_comes_back_byte_for_byte(entries: Entries, tmp_path: Path) -> None:
    files = inspect_folder(KNOWLEDGE).files
    await import_files(files, entries, author="导入", at=AT)
    assert len(await export_files(entries, tmp_path)) == len(files)
    assert [file.path for file in files if (tmp_path / file.path).read_text("utf-8") != file.text] == []


async def test_an_edited_entry_is_exported_and_imported_again(entries: Entries, knowledge: Editor) -> None:
    await _import(entries, knowledge.root)
    await _edit(entries, "apply.fee", answer="第一行：免费。\n第二行。", sample=True)
    assert await export_files(entries, knowledge.root) == [knowledge.root / FAQ]
    assert (await _import(entries, knowledge.root))["apply.fee"] == "updated"
    stored = await entries.get("apply.fee")
    assert stored and not stored.edited and stored.data["answer"] == "第一行：免费。\n第二行。"
    assert set((await _import(entries, knowledge.root)).values()) == {"unchanged"}


async def test_a_change_from_an_old_revision_is_refused_and_nothing_is_written(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    fee, fire = await entries.get("apply.fee"), await entries.get("route.fire")
    assert fee and fire
    await _edit(entries, "route.fire", answer="打 119。")
    changes = [Change(old.id, old.kind, old.status, old.data, old.hash, old.imported_hash, 1) for old in (fee, fire)]
    with pytest.raises(StaleEntry):
        await entries.save(changes, author="王", at=AT)
    assert len(await entries.revisions("apply.fee")) == 1 and len(await entries.revisions("route.fire")) == 2


async def test_a_new_entry_cannot_replace_one_that_is_there(entries: Entries) -> None:
    await _import(entries, SAMPLE)
    old = await entries.get("apply.fee")
    assert old
    with pytest.raises(StaleEntry):
        await entries.save([Change(old.id, old.kind, old.status, {}, "x", None, 0)], author="王", at=AT)
    assert (await entries.get("apply.fee")) == old
