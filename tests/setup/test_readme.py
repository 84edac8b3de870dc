"""Both READMEs give the same commands, and every `make` target they name exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from bot.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```bash\n(.*?)```", re.S)


def blocks(name: str) -> list[list[str]]:
    """The command blocks, without comments."""
    text = (ROOT / name).read_text("utf-8")
    return [[re.sub(r"\s+#.*", "", line) for line in block.splitlines()] for block in BLOCK.findall(text)]


def test_both_languages_give_the_same_commands() -> None:
    assert blocks("README.md") == blocks("README.en.md")
    assert blocks("README.md")[0] == ["make run", "make test"]


def test_both_languages_have_the_same_headings_and_links() -> None:
    for pattern in (r"^(#+) ", r"\]\(((?!README)[^)]+)\)"):
        chinese, english = (
            re.findall(pattern, (ROOT / name).read_text("utf-8"), re.M) for name in ("README.md", "README.en.md")
        )
        assert chinese == english


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {line.split()[1] for block in blocks("README.md") for line in block if line.startswith("make ")}
    assert named <= targets


def test_every_command_of_the_assistant_is_understood() -> None:
    lines = [line for block in blocks("README.md") for line in block if " -m bot " in line]
    assert len(lines) > 4
    for line in lines:
        parser().parse_args(shlex.split(line.split(" -m bot ")[1]))


def test_every_link_and_folder_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = re.findall(r"^\|(.*?)\|", text, re.M)
    folders = [folder for cell in table for folder in re.findall(r"`([^`]+/)`", cell)]
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert len(folders) > 10
    assert [path for path in folders + links if not (ROOT / path).exists()] == []
