"""The full text of a published document, cut by its structure; and the port of the store that keeps it.

The entry says what a document is (title, number, status, summary), its text what it says. Both have the same id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.library.structure import Part


@dataclass(frozen=True)
class Attachment:
    """What comes with a document: its name and, where it is kept on a page, an address."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class DocumentText:
    """What a document says. `id`: its entry's; `origin`: the name of the file it came from (never a path);
    `hash`: of that file's content, so that the same file again changes nothing."""

    id: str
    parts: tuple[Part, ...]
    origin: str
    hash: str
    attachments: tuple[Attachment, ...] = ()
    published_on: date | None = None

    def to_data(self) -> dict[str, Any]:
        """What a store keeps; `from_data` reads it."""
        return {
            "parts": [[list(part.path), part.article, part.text] for part in self.parts],
            "attachments": [[item.name, item.url] for item in self.attachments],
            "published_on": self.published_on and self.published_on.isoformat(),
        }

    @classmethod
    def from_data(cls, id_: str, origin: str, hash_: str, data: Mapping[str, Any]) -> DocumentText:
        """The text that `to_data` gave."""
        published = data["published_on"]
        return cls(
            id_,
            tuple(Part(tuple(path), article, text) for path, article, text in data["parts"]),
            origin,
            hash_,
            tuple(Attachment(name, url) for name, url in data["attachments"]),
            date.fromisoformat(published) if published else None,
        )


class Texts(Protocol):
    """Where full texts live."""

    async def get(self, id_: str) -> DocumentText | None:
        """One document's text."""
        ...

    async def all(self) -> list[DocumentText]:
        """Every text, by id."""
        ...

    async def save(self, texts: Sequence[DocumentText], *, at: datetime) -> None:
        """Write each text, in the place of an earlier one of the same id; all or none."""
        ...
