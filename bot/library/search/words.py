"""Words: BM25 (Robertson & Zaragoza, 2009) over jieba words, by tantivy."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy

from bot.text.normalise import normalise
from bot.text.segment import segmenter


class WordIndex:
    """An in-memory index; passage numbers are positions in the sequence it was built from."""

    def __init__(self, texts: Sequence[str]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True)
        schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(heap_size=30_000_000, num_threads=1)
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(number=number, words=" ".join(terms(text))))
        writer.commit()
        self._index.reload()

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(passage number, BM25 score), best first."""
        words = list(dict.fromkeys(terms(text)))
        if not words:
            return []
        clauses = [(tantivy.Occur.Should, self._term(word)) for word in words]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit).hits
        return [(searcher.doc(address)["number"][0], score) for score, address in hits]

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._index.schema, "words", word, "freq")


def terms(text: str) -> list[str]:
    """Words of the normalised text, and the pairs of characters inside longer ones, so that 占道经营 meets 占道."""
    words = [word for word in segmenter().words(normalise(text)) if any(c.isalnum() for c in word)]
    pairs = [word[i : i + 2] for word in words if len(word) > 2 for i in range(len(word) - 1)]
    return words + pairs
