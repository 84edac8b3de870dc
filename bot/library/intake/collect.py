"""The files to import, out of what was named: one file, a folder with all below it, an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.library.intake.archive import TOTAL, members
from bot.library.intake.kinds import LARGEST, kind_of
from bot.library.intake.reading import Upload
from bot.library.intake.refusal import Refused
from bot.reasons import reason

# What systems leave in folders, and what pages need for their looks.
_IGNORED = frozenset({
    ".ds_store", "thumbs.db", "desktop.ini", ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".woff",
    ".woff2", ".ttf", ".webp",
})  # fmt: skip

Found = tuple[str, Upload | Refused]


def files_in(path: Path) -> Iterator[Found]:
    """Name and file, or name and why it cannot be taken. Nothing outside the folder is read, whatever links say."""
    if path.is_file():
        yield from _opened(path, path.name)
        return
    for file in sorted(path.rglob("*")):
        name = file.relative_to(path).as_posix()
        if file.is_symlink():
            yield name, Refused("link")
        elif file.is_file() and not _is_ignored(name):
            yield from _opened(file, name)


def unpacked(upload: Upload) -> Iterator[Found]:
    """The file itself, or the files in it when it is an archive: for uploads too."""
    try:
        if kind_of(upload) != "zip":
            yield upload.name, upload
            return
        for member in members(upload, LARGEST):
            if not _is_ignored(member.name):
                yield member.name, member
    except Refused as refused:
        yield upload.name, refused


def _opened(file: Path, name: str) -> Iterator[Found]:
    try:
        if file.stat().st_size > TOTAL:
            yield name, Refused("too_large", limit=LARGEST // 2**20)
            return
        upload = Upload(name, file.read_bytes())
    except OSError as error:
        yield name, Refused("unreadable", reason=reason(error).rpartition("：")[2])
        return
    yield from unpacked(upload)


def _is_ignored(name: str) -> bool:
    path = Path(name.lower())
    hidden = any(part.startswith((".", "__macosx")) for part in path.parts)
    return hidden or path.name in _IGNORED or path.suffix in _IGNORED
