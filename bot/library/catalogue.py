"""The topics every bureau must be able to answer (knowledge/catalogue.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.library.entry import EntryKind


@dataclass(frozen=True)
class Topic:
    """One required topic; its id is permanent."""

    id: str
    section: str
    kind: EntryKind
    title: str
    emergency: bool = False


def topics_from(data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> tuple[Topic, ...]:
    """The topics of catalogue.yml, which maps section → id → kind, title, emergency."""
    return tuple(
        Topic(id=id_, section=section, **fields) for section, topics in data.items() for id_, fields in topics.items()
    )
