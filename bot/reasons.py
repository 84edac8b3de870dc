"""Why the machine refused something, in Chinese: from an exception, and those behind it, to a clause of reasons.yml."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml


def reason(error: BaseException) -> str:
    """The clause, after the file's name where there is one; addresses, which may hold a password, are not repeated."""
    for link in _chain(error):
        clause = _clause(link)
        if clause:
            name = getattr(link, "filename", None)
            return f"{name}：{clause}" if name else clause
    return str(_clauses()["unknown"]).format(kind=type(error).__name__)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what caused it; SQLAlchemy and aiohttp keep the driver's own error in a field."""
    seen: list[BaseException] = []
    while error and error not in seen:
        seen.append(error)
        yield error
        error = getattr(error, "orig", None) or getattr(error, "os_error", None) or error.__cause__ or error.__context__


def _clause(error: BaseException) -> str | None:
    clauses = _clauses()
    found: str | None = clauses["errno"].get(errno.errorcode.get(getattr(error, "errno", None) or 0))
    if found is None and type(error).__module__ == "sqlite3":
        found = next((clause for piece, clause in clauses["says"].items() if piece in str(error)), None)
    kinds = (clauses["kinds"].get(kind.__name__) for kind in type(error).__mro__)
    return found or next(filter(None, kinds), None)


@cache
def _clauses() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return loaded
