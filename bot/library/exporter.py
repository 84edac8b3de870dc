"""Write the store's entries as knowledge files: byte for byte the imported ones where nobody edited them since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.library.folder import FOLDERS, SINGLE_FILES
from bot.library.ports import Entries, StoredEntry
from bot.library.yaml_text import write_yaml

# The order of fields in a written file; fields not named here follow in the order they have.
_ORDER = (
    "id", "kind", "state", "withdrawn", "title", "label", "aliases", "questions", "number", "index_number", "issuer",
    "first_issued_on", "issued_on", "effective_on", "status", "status_note", "amendments", "replaces", "summary",
    "link", "articles", "authority", "phone", "emergency", "answer", "detail", "facets", "sources", "related",
    "formerly", "followups", "valid", "review", "sample",
)  # fmt: skip


async def export_folder(entries: Entries, current: Path, root: Path) -> list[Path]:
    """Write a whole knowledge folder, fit for an import: the entries, and what only the `current` folder has.

    Returns the files that changed; raises FileNotFoundError when `current` lacks one.
    """
    names = [f"{name}.yml" for name in SINGLE_FILES]
    contents = {root / name: (current / name).read_bytes() for name in names}
    singles = [path for path, content in contents.items() if _write(path, content)]
    return singles + await export_files(entries, root)


async def export_files(entries: Entries, root: Path) -> list[Path]:
    """Write every entry under `root` and return the files that changed; comments of staff-edited files are lost.

    Files of entries the store does not know are left alone.
    """
    contents = {_path(root, stored): file_text(stored).encode() for stored in await entries.all()}
    return [path for path, content in contents.items() if _write(path, content)]


def file_text(stored: StoredEntry) -> str:
    """The file of an entry."""
    return stored.text if stored.text is not None else write_yaml(_ordered(stored.data))


def _path(root: Path, stored: StoredEntry) -> Path:
    return root / FOLDERS[stored.kind] / f"{stored.id}.yml"


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _ordered(data: Mapping[str, Any]) -> dict[str, Any]:
    names = [name for name in _ORDER if name in data] + [name for name in data if name not in _ORDER]
    return {name: data[name] for name in names}
