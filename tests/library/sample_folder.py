"""The small sound knowledge folder next to this file, and a copy of it to be damaged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.library.files import load_folder
from bot.library.library import Library

SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2026, 12, 1)


class Editor:
    """A copy of the sample folder, to be damaged."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def library(self) -> Library:
        folder = load_folder(self.root)
        return Library.from_data(folder.data, folder.bureau)
