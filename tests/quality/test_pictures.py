"""The pictures: the same bytes from the same numbers, small, and with nothing of the machine in them."""

from __future__ import annotations

import random
import re
from pathlib import Path

from bench import pictures

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60_000


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    draw = random.Random(3)
    pairs = [(confidence, draw.random() < confidence) for confidence in (draw.random() for _ in range(1000))]
    for name in ("first", "second"):
        pictures.reliability(pairs, tmp_path / name / "reliability.svg")
        pictures.risk_coverage(pairs, 0.5, (0.97, 0.985), tmp_path / name / "risk.svg")
    for drawn in ("reliability.svg", "risk.svg"):
        first = (tmp_path / "first" / drawn).read_bytes()
        assert first == (tmp_path / "second" / drawn).read_bytes()
        assert len(first) < LIMIT
        assert b"<text" not in first and b"dc:date" not in first


def test_the_documents_pictures_are_there_and_small() -> None:
    named = re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "docs/quality.md").read_text("utf-8"))
    assert len(named) == 2
    assert all((ROOT / "docs" / name).stat().st_size < LIMIT for name in named)
