"""One reader per format; each gives a Reading or raises Refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.library.intake.kinds import Kind, kind_of
from bot.library.intake.readers.docx import read_docx
from bot.library.intake.readers.html import read_html
from bot.library.intake.readers.pdf import read_pdf
from bot.library.intake.readers.table import read_csv, read_xlsx
from bot.library.intake.readers.text import read_text
from bot.library.intake.reading import Reading, Upload
from bot.library.intake.refusal import Refused

_READERS: Mapping[Kind, Callable[[Upload], Reading]] = {
    "text": read_text, "html": read_html, "docx": read_docx, "pdf": read_pdf, "xlsx": read_xlsx, "csv": read_csv,
}  # fmt: skip


def read(upload: Upload) -> Reading:
    """What the file says; its content decides what it is, never its name. Raises Refused."""
    reader = _READERS.get(kind_of(upload))
    if reader is None:  # an archive inside an archive
        raise Refused("nested")
    reading = reader(upload)
    if not reading.text.strip():
        raise Refused("empty")
    return reading
