"""Bring the knowledge files into the store, again and again, without ever losing what staff wrote there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.library.folder import KnowledgeFile
from bot.library.hashing import content_hash
from bot.library.parse import status_of
from bot.library.ports import Change, Entries, StoredEntry

Result = Literal["new", "updated", "unchanged", "kept", "conflict", "overwritten", "missing", "withdrawn", "restored"]
_SAVED: frozenset[Result] = frozenset({"new", "updated", "overwritten", "restored"})


@dataclass(frozen=True)
class Outcome:
    """What happened to one entry.

    new, updated: taken from the file. unchanged: nothing to do. kept: staff edited it, the file is as before.
    conflict: staff edited it and the file changed too; the store's text stays until the import is forced.
    overwritten: forced, so the file replaced what staff wrote, which remains as a revision.
    missing: its file is gone, the entry stays. withdrawn: staff withdrew it and the file is still there; it stays
    withdrawn, even when forced. restored: only the file's `state` had withdrawn it, and that is gone.
    """

    id: str
    result: Result


async def import_files(
    files: Iterable[KnowledgeFile], entries: Entries, *, author: str, at: datetime, force: bool = False
) -> list[Outcome]:
    """Import checked files in one transaction and say what became of each entry, by id; raises StaleEntry.

    `force` lets the file win a conflict.
    """
    stored = {entry.id: entry for entry in await entries.all()}
    outcomes, changes = [], []
    for outcome, change in _plan({file.stem: file for file in files}, stored, force=force):
        outcomes.append(outcome)
        changes.extend([change] if change else [])
    if changes:
        await entries.save(changes, author=author, at=at)
    return sorted(outcomes, key=lambda outcome: outcome.id)


def _plan(
    files: dict[str, KnowledgeFile], stored: dict[str, StoredEntry], *, force: bool
) -> Iterator[tuple[Outcome, Change | None]]:
    for id_, file in files.items():
        result = _compare(file, stored.get(id_), force=force)
        yield Outcome(id_, result), _taken(file, stored.get(id_)) if result in _SAVED else None
    for id_, entry in stored.items():
        if id_ not in files and entry.imported_hash and entry.status != "withdrawn":
            yield Outcome(id_, "missing"), None


def _compare(file: KnowledgeFile, entry: StoredEntry | None, *, force: bool) -> Result:
    if entry is None:
        return "new"
    found = content_hash(file.data)
    if found == entry.hash:  # a changed comment is a change too: export must give it back
        return "unchanged" if entry.text == file.text and not entry.edited else "updated"
    if entry.status == "withdrawn" and status_of(file.data) != "withdrawn":
        return "withdrawn" if entry.edited or entry.data.get("withdrawn") else "restored"
    if not entry.edited:
        return "updated"
    if force:
        return "overwritten"
    return "kept" if found == entry.imported_hash else "conflict"


def _taken(file: KnowledgeFile, entry: StoredEntry | None) -> Change:
    found = content_hash(file.data)
    return Change(
        id=file.stem,
        kind=file.data["kind"],
        status=status_of(file.data),
        data=file.data,
        hash=found,
        imported_hash=found,
        base=entry.revision if entry else 0,
        text=file.text,
    )
