"""The disclosure catalogue of a bureau (主动公开目录) as a table: each row becomes a passage of its own.

Columns as the State Council's model catalogues have them; all but 公开事项 may be missing.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from bot.library.intake.encoding import decode
from bot.library.intake.reading import Reading, Upload
from bot.library.intake.refusal import Refused
from bot.library.structure import Part

_NUMBER, _TOPIC = "序号", "公开事项"
_COLUMNS = (
    _NUMBER, _TOPIC, "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开对象", "公开方式", "公开层级",
)  # fmt: skip
_TITLE_ROWS = 10
_MOST_ROWS = 20_000

Row = Sequence[str]


def read_xlsx(upload: Upload) -> Reading:
    """Every sheet that has the columns; formulas as the values last computed."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(upload.content), read_only=True, data_only=True)
        sheets = [[_texts(row) for row in _limited(sheet.iter_rows(values_only=True))] for sheet in book.worksheets]
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile, AttributeError) as error:
        raise Refused("broken") from error
    return _reading(sheets)


def read_csv(upload: Upload) -> Reading:
    """Separated by commas or tabs."""
    text = decode(upload.content)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _reading([[_texts(row) for row in _limited(rows)]])
    except csv.Error as error:
        raise Refused("broken") from error


def _limited(rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    for count, row in enumerate(rows):
        if count >= _MOST_ROWS:
            raise Refused("too_large", limit=20)
        yield row


def _texts(row: Iterable[object]) -> Row:
    return ["" if cell is None else " ".join(str(cell).split()) for cell in row]


def _reading(sheets: list[list[Row]]) -> Reading:
    tables = [(sheet, head) for sheet in sheets if (head := _head(sheet)) is not None]
    if not tables:
        raise Refused("no_columns")
    parts = tuple(part for sheet, head in tables for part in _parts(sheet, head))
    sheet, head = tables[0]
    title = next((cell for row in sheet[:head] for cell in row if cell), None)
    text = "\n".join(" ".join((*part.path, part.text)) for part in parts)
    return Reading(text, {"title": title} if title else {}, parts=parts)


def _head(sheet: list[Row]) -> int | None:
    """The row that names the columns."""
    return next((place for place, row in enumerate(sheet[:_TITLE_ROWS]) if _TOPIC in map(_bare, row)), None)


def _parts(sheet: list[Row], head: int) -> Iterator[Part]:
    """A cell that is merged downwards has its value in its first row: an empty topic is the one above it."""
    names = [_bare(cell) for cell in sheet[head]]
    topic = ""
    for row in sheet[head + 1 :]:
        cells = {name: cell for name, cell in zip(names, row) if name in _COLUMNS and cell}
        topic = cells.pop(_TOPIC, topic)
        number = cells.pop(_NUMBER, "")
        if topic and cells:
            path = f"{number}. {topic}" if number else topic
            yield Part((path,), None, "\n".join(f"{name}：{cell}" for name, cell in cells.items()))


def _bare(cell: str) -> str:
    return "".join(cell.split())
