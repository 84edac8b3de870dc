"""58,884 articles of Chinese statutes, 773 questions of citizens with the articles that answer them, and 147,283
articles for size (`../shared/data/retrieval`: STARD, Su et al., EMNLP Findings 2024, and LawRefBook)."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.library.citation import number_of
from bot.library.search.articles import Article

_NAME = re.compile(r"(.+?)第([零〇一二两三四五六七八九十百千]+)条(.*)")
_SEED = 20261125


@dataclass(frozen=True)
class Asked:
    """A question and the rows of the articles that answer it."""

    text: str
    right: frozenset[int]


def articles_and_questions(data: Path, others: int | None) -> tuple[list[Article], list[Asked]]:
    """All articles, or those that answer a question and some `others` by chance."""
    told = list(_lines(data / "statutes.jsonl.gz"))
    questions = [json.loads(line) for line in (data / "questions-dev.jsonl").open(encoding="utf-8")]
    if others is not None:
        told = _some(told, {id_ for question in questions for id_ in question["gold"]}, others)
    row = {line["id"]: number for number, line in enumerate(told)}
    asked = [Asked(question["query"], frozenset(row[id_] for id_ in question["gold"])) for question in questions]
    return [_article(line["name"], line["text"]) for line in told], asked


def many_articles(data: Path) -> list[Article]:
    """The 147,283, with their chapters."""
    return [
        Article(line["title"], None, (line["chapter"], line["article"]), _number(line["article"]), line["text"])
        for line in _lines(data / "statutes-all.jsonl.gz")
    ]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _some(told: Sequence[dict[str, Any]], wanted: set[str], others: int) -> list[dict[str, Any]]:
    rest = [line["id"] for line in told if line["id"] not in wanted]
    kept = wanted | set(random.Random(_SEED).sample(rest, min(others, len(rest))))
    return [line for line in told if line["id"] in kept]


def _article(name: str, text: str) -> Article:
    found = _NAME.fullmatch(name)
    if not found:
        return Article(name, None, (), None, text)
    return Article(found[1], None, (f"第{found[2]}条{found[3]}",), number_of(found[2]), text)


def _number(article: str) -> int | None:
    found = _NAME.fullmatch(f"第{article}")  # the pattern wants something in front
    return number_of(found[2]) if found else None
