"""Words of articles: BM25 (Robertson & Zaragoza, 2009) over characters and pairs of characters, by tantivy on disk.

Pairs and single characters find more articles for a citizen's question than jieba's words, alone or together with
them, and cutting words takes ten times as long (docs/performance.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tantivy

from bot.library.search.articles import Article
from bot.text.normalise import normalise

_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HEAP = 60_000_000
# Characters of a question that count.
_LONGEST = 400


class ArticleWords:
    """An index in a folder; what is found are rows, the places of articles in the order they were written in."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def search(self, text: str, limit: int, entry: str | None = None) -> list[tuple[int, float]]:
        """(row, BM25 score), best first; of one entry's articles only, when it is given."""
        clauses = [(tantivy.Occur.Should, self._term("words", term)) for term in dict.fromkeys(terms(text[:_LONGEST]))]
        if not clauses:
            return []
        query = tantivy.Query.boolean_query(clauses)
        return self._found(query if entry is None else self._of(entry, query), limit)

    def _of(self, entry: str, query: tantivy.Query) -> tantivy.Query:
        belongs = tantivy.Query.const_score_query(self._term("entry", entry), 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, belongs), (tantivy.Occur.Must, query)])

    def numbered(self, title: str, number: int) -> list[int]:
        """Rows of the article with this number of the texts with this title: one a version."""
        clauses = [(tantivy.Occur.Must, self._term("title", title)), (tantivy.Occur.Must, self._term("number", number))]
        return [row for row, _ in self._found(tantivy.Query.boolean_query(clauses), 100)]

    def _found(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [(int(row), float(score)) for row, (score, _) in zip(rows, hits) if row is not None]

    def _term(self, field: str, value: str | int) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, field, value, "freq" if field == "words" else "basic")


def write_words(folder: Path, articles: Iterable[Article]) -> None:
    """Write what ArticleWords reads."""
    folder.mkdir()
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("row", fast=True)
    schema.add_integer_field("number", indexed=True)
    for name in ("title", "entry"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    writer = tantivy.Index(schema.build(), path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
    for row, article in enumerate(articles):
        words = " ".join(terms(f"{article.named}。{article.text}"))
        document = tantivy.Document(row=row, title=normalise(article.named), words=words)
        if article.number is not None:
            document.add_integer("number", article.number)
        if article.entry is not None:
            document.add_text("entry", article.entry)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def terms(text: str) -> list[str]:
    """Characters and pairs of neighbouring ones; Latin words and numbers whole."""
    return [term for run in _RUNS.findall(normalise(text)) for term in _terms(run)]


def _terms(run: str) -> list[str]:
    if run.isascii():
        return [run]
    return [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
