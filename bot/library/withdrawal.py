"""Take entries out of the answers, and put them back. Every revision stays; only staff undo what staff withdrew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.beijing import BEIJING
from bot.library.hashing import content_hash
from bot.library.parse import status_of
from bot.library.ports import Change, Entries, Revision, StoredEntry
from bot.library.yaml_text import BrokenYaml, read_yaml, write_yaml

WITHDRAWN = "withdrawn"


class NoSuchEntries(LookupError):
    """Nothing was written: the store has no entries with these `ids`."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__(" ".join(ids))
        self.ids = ids


async def withdraw(entries: Entries, ids: Iterable[str], *, reason: str, author: str, at: datetime) -> list[str]:
    """Withdraw them all; the ids that were not withdrawn already. Raises NoSuchEntries, StaleEntry."""
    note = {"on": at.astimezone(BEIJING).date().isoformat(), "reason": reason}
    found = [entry for entry in await _found(entries, ids) if entry.status != WITHDRAWN]
    changes = [_withdrawn(entry, note) for entry in found]
    await entries.save(changes, author=author, at=at)
    return [change.id for change in changes]


async def restore(entries: Entries, ids: Iterable[str], *, author: str, at: datetime) -> list[str]:
    """Bring back what they said before; the ids that were withdrawn. Raises NoSuchEntries, StaleEntry."""
    found = [entry for entry in await _found(entries, ids) if entry.status == WITHDRAWN]
    changes = [_before(entry, await entries.revisions(entry.id)) for entry in found]
    await entries.save(changes, author=author, at=at)
    return [change.id for change in changes]


async def withdrawn(entries: Entries) -> list[StoredEntry]:
    """Everything that is withdrawn now, by id."""
    return [entry for entry in await entries.all() if entry.status == WITHDRAWN]


async def _found(entries: Entries, ids: Iterable[str]) -> list[StoredEntry]:
    stored = {entry.id: entry for entry in await entries.all()}
    wanted = list(dict.fromkeys(ids))
    unknown = [id_ for id_ in wanted if id_ not in stored]
    if unknown:
        raise NoSuchEntries(unknown)
    return [stored[id_] for id_ in wanted]


def _withdrawn(entry: StoredEntry, note: dict[str, str]) -> Change:
    more = {"state": WITHDRAWN, "withdrawn": note}
    data = {**entry.data, **more}
    return _change(entry, data, _with_end(entry.text, more, data) if entry.text else None)


def _with_end(text: str, more: Mapping[str, Any], data: Mapping[str, Any]) -> str | None:
    """The file with more fields at its end, so that layout and comments stay; None where it would not say `data`."""
    longer = f"{text.rstrip()}\n{write_yaml(more)}"
    with suppress(BrokenYaml):
        return longer if read_yaml(longer) == data else None
    return None


def _before(entry: StoredEntry, history: list[Revision]) -> Change:
    """Its last revision that was not withdrawn; what was withdrawn from the start is published as it is."""
    for revision in reversed(history):
        if status_of(revision.data) != WITHDRAWN:
            return _change(entry, revision.data, revision.text)
    return _change(entry, {name: value for name, value in entry.data.items() if name not in ("state", "withdrawn")})


def _change(entry: StoredEntry, data: Mapping[str, Any], text: str | None = None) -> Change:
    found = content_hash(data)
    return Change(
        entry.id, entry.kind, status_of(data), data, found, entry.imported_hash, base=entry.revision, text=text
    )
