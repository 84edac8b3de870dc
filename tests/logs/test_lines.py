"""What went wrong, and where, can be read in the log; what a citizen said cannot."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import SHOWN

ROOT = Path(__file__).resolve().parents[2]
IN_THE_MESSAGE = {"hardening.py"}  # the access log writes its fields into its message
PROCESS = """
import logging
from bot import logs
logs.set_up("info")
try:
    raise KeyError("350111199001011234")
except KeyError as problem:
    logging.getLogger("bot.x").error("x.failed", extra={"problem": type(problem).__name__, "at": "y.py:3", "text": "z"})
"""


def extras() -> list[tuple[str, set[str]]]:
    """(file, names) of every `extra={…}` in the code."""
    return [
        (path.name, {str(ast.literal_eval(key)) for key in keyword.value.keys if key})
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict)
    ]


def test_a_line_shows_the_kind_and_the_place_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", PROCESS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.rstrip().endswith("ERROR bot.x x.failed problem=KeyError at=y.py:3")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("file", "names"), extras())
def test_every_extra_that_is_logged_is_shown(file: str, names: set[str]) -> None:
    assert names <= set(SHOWN), file


def test_the_access_log_is_the_only_one_whose_extras_are_no_literal() -> None:
    written = [path.name for path in (ROOT / "bot").rglob("*.py") if "extra=" in path.read_text("utf-8")]
    assert set(written) == {file for file, _ in extras()} | IN_THE_MESSAGE
