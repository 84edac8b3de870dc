"""QR codes are read by a decoder, from the page and from the sheet."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
import zxingcpp
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bot.channels.web.documents.sheet import sheet
from tests.channels.documents import build_pages

PUBLIC = "https://zwgk.example.gov.cn"


@pytest.mark.parametrize(("public_url", "caching"), [(PUBLIC, "public, max-age=86400"), ("", "no-store")])
async def test_the_code_of_a_page_gives_its_link(public_url: str, caching: str) -> None:
    async with TestClient(TestServer(build_pages(public_url=public_url))) as client:
        response = await client.get("/d/doc.road/qr.png")
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(await response.read())))
        base = public_url or str(client.make_url("")).rstrip("/")
        assert found.text == f"{base}/d/doc.road"
        assert found.ec_level == "M"
        assert response.headers["Cache-Control"] == caching


async def test_the_svg_is_the_same_code() -> None:
    async with TestClient(TestServer(build_pages(public_url=PUBLIC))) as client:
        response = await client.get("/d/doc.road/qr.svg")
        assert response.content_type == "image/svg+xml"
        svg = await response.text()
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    (found,) = zxingcpp.read_barcodes(picture(svg, size))
    assert found.text == f"{PUBLIC}/d/doc.road"


def picture(svg: str, size: int) -> Image.Image:
    """The dark modules of a code that segno drew: one path of horizontal strokes, "M x y h length m dx dy h …"."""
    image = Image.new("L", (size, size), 255)
    path = re.search(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"|<path[^>]* d="([^"]+)"[^>]*stroke="#000"', svg)
    assert path
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1] or path[2]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            image.paste(0, (int(x), int(y), int(x + values[0]), int(y) + 1))
            x += values[0]
    return image.resize((size * 4, size * 4), Image.Resampling.NEAREST)


def test_a_sheet_has_twelve_codes_a_page_each_with_its_link() -> None:
    links = [f"{PUBLIC}/d/doc.number-{number}" for number in range(14)]
    titles = [f"第{number}号文件，" + "很长的题目" * number for number in range(14)]
    pdf = pypdfium2.PdfDocument(sheet(zip(titles, links)))
    read = [sorted(code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())) for page in pdf]
    assert read == [sorted(links[:12]), sorted(links[12:])]
    words = pdf[0].get_textpage()
    assert "第3号文件" in words.get_text_range()
    boxes = [words.get_charbox(index) for index in range(words.count_chars())]
    assert {int(left / (pdf[0].get_width() / 3)) for left, _, _, _ in boxes} == {0, 1, 2}
