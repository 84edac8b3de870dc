"""The print sheet for notice boards: QR codes, twelve to an A4 page, the title under each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.channels.web.documents.qr import QUIET_ZONE, code

COLUMNS, ROWS = 3, 4
MARGIN, CODE, TITLE_LINES = 12 * mm, 48 * mm, 2
# Adobe's own Chinese font: every PDF reader has one for it, so that no font need lie on the server or in the file.
FONT, TITLE_SIZE, LINK_SIZE = "STSong-Light", 11, 6.5


def sheet(titled_links: Iterable[tuple[str, str]]) -> bytes:
    """A PDF (A4) of (title, link) pairs in their order."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out, pairs = io.BytesIO(), list(titled_links)
    canvas = Canvas(out, pagesize=A4)
    for first in range(0, len(pairs), COLUMNS * ROWS):
        _page(canvas, pairs[first : first + COLUMNS * ROWS])
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, pairs: Sequence[tuple[str, str]]) -> None:
    width, height = (A4[0] - 2 * MARGIN) / COLUMNS, (A4[1] - 2 * MARGIN) / ROWS
    for index, (title, link) in enumerate(pairs):
        row, column = divmod(index, COLUMNS)
        _cell(canvas, MARGIN + (column + 0.5) * width, A4[1] - MARGIN - row * height, width, title, link)
    canvas.showPage()


def _cell(canvas: Canvas, middle: float, top: float, width: float, title: str, link: str) -> None:
    """One code with its title and link, around `middle` (points), hanging from `top`."""
    _code(canvas, middle - CODE / 2, top, link)
    y = top - CODE - TITLE_SIZE
    canvas.setFont(FONT, TITLE_SIZE)
    for line in _fitting(title, width - 4 * mm):
        canvas.drawCentredString(middle, y, line)
        y -= TITLE_SIZE * 1.3
    canvas.setFont(FONT, LINK_SIZE)
    canvas.drawCentredString(middle, y, link)


def _code(canvas: Canvas, left: float, top: float, link: str) -> None:
    """As squares, sharp at any size."""
    matrix = list(code(link).matrix_iter(border=QUIET_ZONE))
    module = CODE / len(matrix)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                canvas.rect(left + column * module, top - (row + 1) * module, module, module, stroke=0, fill=1)


def _fitting(title: str, width: float) -> list[str]:
    """The title in at most two lines, broken between any two characters; of a longer one the beginning."""
    lines = [""]
    for char in title:
        if pdfmetrics.stringWidth(lines[-1] + char, FONT, TITLE_SIZE) > width:
            lines.append("")
        lines[-1] += char
    if len(lines) > TITLE_LINES:
        lines[TITLE_LINES - 1] = lines[TITLE_LINES - 1][:-1] + "…"
    return lines[:TITLE_LINES]
