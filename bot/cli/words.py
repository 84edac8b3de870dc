"""The command line's sentences, out of words.yml."""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

import yaml


@functools.lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """All of them."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return loaded


@functools.lru_cache(maxsize=1)
def field_labels() -> dict[str, dict[str, str]]:
    """What staff call what a form collected: `fields` and `private`, by slot."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("fields.yml").read_text("utf-8"))
    return loaded


def say(name: str, **values: object) -> None:
    """Print one, filled in."""
    print(str(words()[name]).format(**values), flush=True)


def step(name: str) -> None:
    """Say which long step begins."""
    print(words()["steps"][name], file=sys.stderr, flush=True)


class Failure(Exception):
    """Ends a command with one sentence and exit code 1."""

    def __init__(self, error: str, **values: object) -> None:
        super().__init__(str(words()["errors"][error]).format(**values))
