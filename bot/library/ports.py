"""What the library needs from a store: the entries as they are now, and every revision they went through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class StaleEntry(RuntimeError):
    """Somebody else saved the entry first; nothing was written. Read it again."""

    def __init__(self, id_: str) -> None:
        super().__init__(f"entry {id_} was changed meanwhile")
        self.id = id_


@dataclass(frozen=True)
class StoredEntry:
    """An entry as it stands in the store.

    `hash` is that of `data`; `imported_hash` that of the data last taken from a file (None: made by staff). While both
    are equal nobody has edited it since. `text` is the file that says the same, None when staff wrote this revision.
    """

    id: str
    kind: str
    status: str
    data: Mapping[str, Any]
    hash: str
    imported_hash: str | None
    revision: int
    updated_at: datetime
    text: str | None = None

    @property
    def edited(self) -> bool:
        """Whether staff changed (or made) it since the last import."""
        return self.hash != self.imported_hash


@dataclass(frozen=True)
class Change:
    """A new revision to save. `base` is the revision it was made from, 0 for a new entry."""

    id: str
    kind: str
    status: str
    data: Mapping[str, Any]
    hash: str
    imported_hash: str | None
    base: int
    text: str | None = None


@dataclass(frozen=True)
class Revision:
    """One step in the history of an entry: who, when, and everything it said then."""

    id: str
    revision: int
    data: Mapping[str, Any]
    author: str
    at: datetime
    text: str | None = None


class Entries(Protocol):
    """Where entries live."""

    async def all(self) -> list[StoredEntry]:
        """Every entry, by id."""
        ...

    async def get(self, id_: str) -> StoredEntry | None:
        """One entry."""
        ...

    async def save(self, changes: Sequence[Change], *, author: str, at: datetime) -> None:
        """Write every change as a new revision, all or none; raises StaleEntry when a base is not the latest."""
        ...

    async def revisions(self, id_: str) -> list[Revision]:
        """The history, oldest first."""
        ...
