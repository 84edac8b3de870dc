"""What the account itself says, out of words.yml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml


def load_words() -> Mapping[str, str]:
    """By name."""
    loaded: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return loaded
