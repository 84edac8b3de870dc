"""`python -m bot qr`: a real process on the real knowledge."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "https://zwgk.example.gov.cn"


def qr(data: Path, *arguments: str, public_url: str = PUBLIC) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BOT_DATA_DIR": str(data), "BOT_PUBLIC_URL": public_url}
    command = [sys.executable, "-m", "bot", "qr", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_all_are_drawn_and_lead_to_their_pages(tmp_path: Path) -> None:
    out = tmp_path / "codes"
    done = qr(tmp_path, "--all", "--out", str(out))
    assert done.returncode == 0, done.stderr
    pictures = sorted(out.glob("*.png"))
    assert len(pictures) > 100 and f"{len(pictures)} 个" in done.stdout
    (road,) = zxingcpp.read_barcodes(Image.open(out / "doc.road.png"))
    assert road.text == f"{PUBLIC}/d/doc.road"
    first = pypdfium2.PdfDocument(out / "qr.pdf")[0].render(scale=2).to_pil()
    assert len({code.text for code in zxingcpp.read_barcodes(first)}) == 12


def test_named_ones_in_the_order_named(tmp_path: Path) -> None:
    assert qr(tmp_path, "doc.road", "apply.fee", "--out", str(tmp_path / "o")).returncode == 0
    assert {path.name for path in (tmp_path / "o").iterdir()} == {"doc.road.png", "apply.fee.png", "qr.pdf"}


@pytest.mark.parametrize(
    ("arguments", "public_url", "words"),
    [
        (("--all",), "", "BOT_PUBLIC_URL"),
        ((), PUBLIC, "--all"),
        (("../../etc/passwd",), PUBLIC, "没有页面"),
        (("chat.greet",), PUBLIC, "没有页面"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, arguments: tuple[str, ...], public_url: str, words: str) -> None:
    done = qr(tmp_path, *arguments, "--out", str(tmp_path / "o"), public_url=public_url)
    assert done.returncode == 1 and words in done.stderr
    assert not (tmp_path / "o").exists()
