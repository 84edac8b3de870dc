"""Why a file is not taken, in a stable code and one sentence with the remedy."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.library.yaml_text import read_yaml


class Refused(Exception):
    """The file cannot be taken. `code` is one of refusals.yml; the message is its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(_sentences()[code].format(**values))
        self.code = code


@cache
def _sentences() -> dict[str, str]:
    sentences: dict[str, str] = read_yaml(Path(__file__).with_name("refusals.yml").read_text("utf-8"))
    return sentences
