"""What a schema cannot say of a single file, and the list of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.library.bureau import PLACEHOLDER
from bot.library.folder import FOLDERS, Corpus, KnowledgeFile
from bot.library.problems import Fault, Place
from bot.library.references import REFERENCE_RULES, repeated_ids, repeated_questions


def rule_faults(corpus: Corpus) -> Iterator[tuple[KnowledgeFile, Fault]]:
    """Every broken rule with the file that breaks it."""
    for file in corpus.files:
        yield from ((file, fault) for rule in _RULES for fault in rule(file, corpus))
    yield from repeated_ids(corpus)
    yield from repeated_questions(corpus)


def _name(file: KnowledgeFile, _: Corpus) -> Iterator[Fault]:
    if file.stem != file.data["id"]:
        yield Fault("file_name", ("id",), {"id": file.data["id"]})
    kind = file.data["kind"]
    if file.path.split("/")[0] != FOLDERS[kind]:
        yield Fault("wrong_folder", ("kind",), {"kind": kind, "folder": FOLDERS[kind]})


def _validity(file: KnowledgeFile, _: Corpus) -> Iterator[Fault]:
    valid = file.data["valid"]
    if (valid.get("to") or valid["from"]) < valid["from"]:
        yield Fault("dates_reversed", ("valid", "to"))


def _placeholders(file: KnowledgeFile, corpus: Corpus) -> Iterator[Fault]:
    for place, text in texts(file.data) if corpus.bureau else ():
        for match in PLACEHOLDER.finditer(text):
            if not (corpus.bureau and corpus.bureau.knows(match[1])):
                yield Fault("unknown_placeholder", place, {"found": match[0]})


def _emergency(file: KnowledgeFile, _: Corpus) -> Iterator[Fault]:
    route = file.entry.route
    if not (route and route.emergency):
        return
    first_sentence = re.split(r"[。！？!?\n]", file.entry.answer.strip(), maxsplit=1)[0]
    if not route.phone or route.phone not in first_sentence:
        yield Fault("emergency_phone", ("answer",), {"phone": route.phone or ""})


def _reviewed(file: KnowledgeFile, _: Corpus) -> Iterator[Fault]:
    if file.entry.status == "published" and not file.entry.review:
        yield Fault("not_reviewed")


def _article_order(file: KnowledgeFile, _: Corpus) -> Iterator[Fault]:
    for index, article in enumerate(file.data.get("articles") or ()):
        if article["no"] != index + 1:
            yield Fault("article_order", ("articles", index, "no"), {"wanted": index + 1, "found": article["no"]})
            return


def texts(data: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in the data with its place."""
    if isinstance(data, str):
        yield place, data
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in pairs:
        yield from texts(value, (*place, step))


_RULES = (
    _name, _validity, _placeholders, _emergency, _reviewed, _article_order, *REFERENCE_RULES,
)  # fmt: skip
