"""The text layer of PDF files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from bot.library.intake.reading import Reading, Upload
from bot.library.intake.refusal import Refused

# Fewer characters than this a page are a stamp or a page number over a picture.
_FEWEST = 10
_MOST_PAGES = 1000
_PAGE_NUMBER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*|第\s*\d+\s*页(?:\s*[共/]\s*\d+\s*页)?")
# A line this near to the longest one runs on in the next.
_FULL = 0.9


def read_pdf(upload: Upload) -> Reading:
    """Its paragraphs: lines that only the width of the page broke are joined again."""
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(upload.content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        if len(reader.pages) > _MOST_PAGES:
            raise Refused("too_large", limit=20)
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise Refused("broken") from error
    if sum(len(page.strip()) for page in pages) < _FEWEST * max(len(pages), 1):
        raise Refused("scanned")
    return Reading("\n".join(_unwrapped(list(_lines(pages)))))


def _lines(pages: list[str]) -> Iterator[str]:
    for page in pages:
        for line in page.splitlines():
            if line.strip() and not _PAGE_NUMBER.fullmatch(line.strip()):
                yield line.strip()


def _unwrapped(lines: list[str]) -> Iterator[str]:
    longest = max(map(len, lines), default=0)
    held = ""
    for line in lines:
        held += line
        if len(line) < _FULL * longest or line.endswith(("。", "：", "；")):
            yield held
            held = ""
    if held:
        yield held
