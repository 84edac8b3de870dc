"""Rules about what one file says of another: ids, cited articles, and texts that must not appear twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.library.citation import articles_cited
from bot.library.entry import Document
from bot.library.folder import Corpus, KnowledgeFile
from bot.library.problems import Fault, Place

Rule = Callable[[KnowledgeFile, Corpus], Iterator[Fault]]


def _known_ids(file: KnowledgeFile, corpus: Corpus) -> Iterator[Fault]:
    for place, id_ in _ids_named(file.data):
        if id_ not in corpus.ids:
            yield Fault("unknown_id", place, {"id": id_})


def _cited_documents(file: KnowledgeFile, corpus: Corpus) -> Iterator[Fault]:
    kinds = {other.stem: other.data["kind"] for other in corpus.files}
    for place, source in _sources(file.data):
        id_ = source.get("document", "")
        if kinds.get(id_, "document") != "document":
            yield Fault("not_a_document", (*place, "document"), {"id": id_})
        document = corpus.documents.get(id_)
        if document:
            yield from _citation(place, source, document)


def _citation(place: Place, source: Mapping[str, Any], document: Document) -> Iterator[Fault]:
    name, known = source["document"], {article.no for article in document.articles}
    if not document.in_force:
        yield Fault("document_out_of_force", (*place, "document"), {"document": name, "status": document.status})
    for number in articles_cited(source.get("article") or "") if known else ():
        if number not in known:
            values = {"document": name, "article": number, "count": len(known)}
            yield Fault("no_such_article", (*place, "article"), values)


REFERENCE_RULES: tuple[Rule, ...] = (_known_ids, _cited_documents)


def repeated_ids(corpus: Corpus) -> Iterator[tuple[KnowledgeFile, Fault]]:
    """Ids used by a second file."""
    first: dict[str, str] = {}
    for file in corpus.files:
        other = first.setdefault(file.data["id"], file.path)
        if other != file.path:
            yield file, Fault("duplicate_id", ("id",), {"id": file.data["id"], "other": other})


def repeated_questions(corpus: Corpus) -> Iterator[tuple[KnowledgeFile, Fault]]:
    """Questions that an earlier file (or line) already has, whatever the punctuation: nothing could tell them apart.

    A withdrawn entry may share them with the one that took its place.
    """
    first: dict[str, str] = {}
    for file in (file for file in corpus.files if file.entry.status != "withdrawn"):
        for index, question in enumerate(file.data["questions"]):
            place = f"{file.path}[{index + 1}]"
            other = first.setdefault(_bare(question), place)
            if other != place:
                yield file, Fault("duplicate_question", ("questions", index), {"question": question, "other": other})


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _ids_named(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for index, id_ in enumerate(data.get("related") or ()):
        yield ("related", index), id_
    for name, id_ in (data.get("followups") or {}).items():
        yield ("followups", name), id_
    for place, source in _sources(data):
        if "document" in source:
            yield (*place, "document"), source["document"]


def _sources(data: Mapping[str, Any]) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for index, source in enumerate(data.get("sources") or ()):
        yield ("sources", index), source
    for name, facet in (data.get("facets") or {}).items():
        yield from ((("facets", name, *place), source) for place, source in _sources(facet))
