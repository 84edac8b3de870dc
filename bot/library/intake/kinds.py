"""What a file is, by its content; names lie."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from bot.library.intake.archive import check_archive
from bot.library.intake.encoding import decode
from bot.library.intake.reading import Upload
from bot.library.intake.refusal import Refused

Kind = Literal["text", "html", "docx", "pdf", "xlsx", "csv", "zip"]

# One file; an archive may be larger, its members may not.
LARGEST = 20 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|body|title)\b", re.I | re.S
)
# The start of programs, pictures, archives and other things that are no text.
_BINARY = (b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
# Two of the columns of a disclosure catalogue in the first line make a table of comma-separated text.
_COLUMNS = re.compile(r"[^\n]*公开事项[^\n]*[,\t][^\n]*公开")


def kind_of(upload: Upload) -> Kind:
    """The kind; raises Refused for what is too large or none of those we read."""
    content = upload.content
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if len(content) > LARGEST:
        raise Refused("too_large", limit=LARGEST // 2**20)
    if content.startswith(_OLE):
        raise Refused("encrypted" if _ENCRYPTED in content else "old_office")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_BINARY):
        raise Refused("unknown_type")
    return _textual(content)


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            office = "[Content_Types].xml" in names
            if not office:
                return "zip"
            if len(content) > LARGEST:
                raise Refused("too_large", limit=LARGEST // 2**20)
            check_archive(archive)
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("broken") from error
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Refused("macros")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Refused("unknown_type")


def _textual(content: bytes) -> Kind:
    text = decode(content)[:4000]
    if _HTML.match(text):
        return "html"
    return "csv" if _COLUMNS.match(text.lstrip()) else "text"
