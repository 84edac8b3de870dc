"""What a file says of itself in labelled lines above its text: 索引号：… 发文字号：…"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.library.yaml_text import read_yaml

# Labelled lines stand above the text; below, 名称：… belongs to it.
_HEAD = 40


def labelled(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The labels (names of labels.yml → first value), and the lines without theirs."""
    found: dict[str, str] = {}
    rest = []
    for place, line in enumerate(lines):
        pairs = _label().findall(line) if place < _HEAD and _label().match(line) else []
        for label, value in pairs:
            if value.strip():
                found.setdefault(_names()["".join(label.split())], value.strip())
        if not pairs:
            rest.append(line)
    found.pop("other", None)
    return found, rest


@cache
def _names() -> Mapping[str, str]:
    names = read_yaml(Path(__file__).with_name("labels.yml").read_text("utf-8"))
    return {label: name for name, labels in names.items() for label in labels}


@cache
def _label() -> re.Pattern[str]:
    spaced = sorted((r"\s*".join(label) for label in _names()), key=len, reverse=True)
    label = rf"(?:{'|'.join(spaced)})"
    return re.compile(rf"\s*({label})\s*[:：]\s*(.*?)(?=\s+{label}\s*[:：]|$)")
