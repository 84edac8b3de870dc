"""Zip archives, unpacked in memory only: nothing in them becomes a path on this machine."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from bot.library.intake.reading import Upload
from bot.library.intake.refusal import Refused

TOTAL, COUNT, RATIO = 200 * 2**20, 2000, 200
# Below this size even a bomb's ratio does no harm: an empty table compresses 1 to 300.
_SMALL = 2**20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_BOMB = {"total": TOTAL // 2**20, "count": COUNT, "ratio": RATIO}


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raises Refused for bombs, passwords, and paths that lead out of the archive; believes what the headers say."""
    infos = archive.infolist()
    if len(infos) > COUNT or sum(info.file_size for info in infos) > TOTAL:
        raise Refused("bomb", **_BOMB)
    for info in infos:
        if info.file_size > _SMALL and info.file_size > RATIO * max(info.compress_size, 1):
            raise Refused("bomb", **_BOMB)
        if info.flag_bits & _ENCRYPTED:
            raise Refused("encrypted")
        if _leads_out(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
            raise Refused("unsafe_path")


def members(upload: Upload, largest: int) -> Iterator[Upload]:
    """The files in an archive, none larger than `largest` bytes + 1 (so that too large stays too large); raises
    Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            check_archive(archive)
            for info in archive.infolist():
                if not info.is_dir():
                    with archive.open(info) as member:
                        yield Upload(f"{upload.file_name}/{_name(info)}", member.read(largest + 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("broken") from error


def _leads_out(name: str) -> bool:
    windows = PureWindowsPath(name)
    parts = {*PurePosixPath(name).parts, *windows.parts}
    return name.startswith("/") or bool(windows.drive) or bool(windows.root) or ".." in parts


def _name(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
