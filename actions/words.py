"""Sentences for citizens, out of domain.yml."""

from __future__ import annotations

from typing import Any

Domain = dict[str, Any]


def say(domain: Domain, name: str, **values: object) -> str:
    """The text of the response `name` with its {placeholders} filled in; KeyError when the domain lacks it."""
    text = str(domain["responses"][name][0]["text"])
    for key, value in values.items():
        text = text.replace("{" + key + "}", str(value))
    return text
