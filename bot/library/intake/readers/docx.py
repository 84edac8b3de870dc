"""Word documents: paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from bot.library.intake.reading import Reading, Upload
from bot.library.intake.refusal import Refused


def read_docx(upload: Upload) -> Reading:
    """One line a paragraph, one a row of a table. Numbers that Word itself counts (automatic lists) are not text."""
    import docx
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(upload.content))
        return Reading("\n".join(_lines(document)))
    except (LxmlError, KeyError, ValueError, zipfile.BadZipFile, AttributeError) as error:
        raise Refused("broken") from error


def _lines(document: Any) -> Iterator[str]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            yield from map(_row, item.rows)
        else:
            yield from item.text.splitlines()


def _row(row: Any) -> str:
    cells = [" ".join(cell.text.split()) for cell in row.cells]
    # A merged cell is given once for every column it spans.
    return " ".join(cell for place, cell in enumerate(cells) if cell and cell not in cells[place - 1 : place])
