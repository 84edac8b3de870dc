"""docs/settings.md, .env.example and the table in bot/settings.py agree; only settings.py reads the environment."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.settings import Settings, load, variable

ROOT = Path(__file__).resolve().parents[2]
READS_ENVIRONMENT = re.compile(r"\bos\.(environ\b(?!\.setdefault)|getenv\b)")


def shown(default: Any) -> str:
    """A default as the documents write it."""
    if isinstance(default, bool):
        return str(int(default))
    return "" if default in ("", ()) else str(default)


def test_every_setting_stands_in_the_docs_and_nothing_else() -> None:
    rows = re.findall(r"^\| `(BOT_\w+)` \| (.*) \| (.*) \|$", (ROOT / "docs/settings.md").read_text("utf-8"), re.M)
    documented = [(name, default.strip("`"), sentence) for name, default, sentence in rows]
    expected = [(variable(row), shown(row.default) or "（空）", row.metadata["sentence"]) for row in fields(Settings)]
    assert documented == expected


def test_the_example_file_names_every_setting_with_its_default() -> None:
    lines = re.findall(r"^#(BOT_\w+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.M)
    assert lines == [(variable(row), shown(row.default)) for row in fields(Settings)]
    assert load(dict(lines), None) == Settings()


def test_each_sentence_is_one_sentence() -> None:
    for row in fields(Settings):
        assert row.metadata["sentence"].endswith("。") and row.metadata["sentence"].count("。") == 1


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "actions")
        for path in (ROOT / folder).rglob("*.py")
        if READS_ENVIRONMENT.search(path.read_text("utf-8"))
    }
    assert readers <= {"bot/settings.py"}
