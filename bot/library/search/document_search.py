"""What documents say, piece by piece: their full texts, or our gists of their articles where no text is kept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.library.citation import numeral
from bot.library.entry import Document, Entry
from bot.library.search.article_index import ArticleIndex, build
from bot.library.search.article_words import terms
from bot.library.search.articles import Article
from bot.library.search.windows import windows
from bot.library.structure import Part
from bot.library.texts import DocumentText
from bot.text.normalise import normalise

# What a cosine counts beside the share of the best BM25 score, in the order of one document's pieces.
_CLOSENESS = 40.0
# Logistic: that the best piece answers what is asked; fitted by bench/page_questions.py.
BIAS, CLOSENESS, COVERED, LEAD = -69.46, 76.73, 3.15, 50.9
_ENCODED = 180
# Characters of a passage that are shown.
_SHOWN = 280


@dataclass(frozen=True)
class Quote:
    """A passage found: its entry, its place (headings from the outermost in), its article's number if it is one, what
    it says, whether those are the document's own words (else our gist), and how likely it answers."""

    entry: str
    path: tuple[str, ...]
    article: int | None
    text: str
    is_text: bool
    probability: float


class DocumentSearch:
    """Reads an index that `index_documents` wrote; `with_text` are the entries whose full text it holds."""

    def __init__(self, index: ArticleIndex, with_text: Iterable[str]) -> None:
        self._index = index
        self._with_text = frozenset(with_text)

    def has_text(self, entry: str) -> bool:
        """Whether it is the document's own words that are searched."""
        return entry in self._with_text

    def within(self, entry: str, question: str) -> Quote | None:
        """The best passage of one document; None when it has none."""
        found = self._index.within(entry, question)
        if not found:
            return None
        ranked = sorted(found, key=lambda hit: -(_CLOSENESS * hit[1] + hit[2]))
        row, cosine, _ = ranked[0]
        article = self._index.articles[row]
        covered = coverage(question, _headed(article))
        lead = cosine - sum(hit[1] for hit in found) / len(found)
        score = BIAS + CLOSENESS * cosine + COVERED * covered + LEAD * lead
        return self._quote(row, article, 1 / (1 + math.exp(-score)))

    def article(self, entry: str, number: int) -> Quote | None:
        """The text of one article; None where only a gist is kept or none has that number."""
        rows = self._index.rows_of.get(entry, ()) if self.has_text(entry) else ()
        row = next((row for row in rows if self._index.articles[row].number == number), None)
        return None if row is None else self._quote(row, self._index.articles[row], 1.0)

    def _quote(self, row: int, article: Article, probability: float) -> Quote:
        assert article.entry is not None
        text = self._around(row, article)
        return Quote(article.entry, article.path, article.number, text, self.has_text(article.entry), probability)

    def _around(self, row: int, article: Article) -> str:
        """The piece with what follows and then what precedes it in the same place, as far as there is room."""
        rows = self._index.rows_of[str(article.entry)]
        at, text = rows.index(row), article.text
        for other in self._of_one_place(article, rows[at + 1 :], _SHOWN - len(text)):
            text += other
        for other in self._of_one_place(article, rows[:at][::-1], _SHOWN - len(text)):
            text = other + text
        return text

    def _of_one_place(self, article: Article, rows: Sequence[int], room: int) -> Iterator[str]:
        for other in map(self._index.articles.__getitem__, rows):
            room -= len(other.text)
            if other.path != article.path or room < 0:
                return
            yield other.text


def encoded(piece: Article) -> str:
    """What a piece's vector is made of. Its document is known where it is compared, so the title would only blur it
    (dev questions: the right piece comes first for 71 % without and 67 % with it)."""
    return normalise(_headed(piece))[:_ENCODED]


def _headed(piece: Article) -> str:
    heading = piece.path[-1] if piece.path else ""
    return piece.text if piece.text.startswith(heading) else f"{heading}。{piece.text}"


def coverage(question: str, text: str) -> float:
    """The share of the question's pairs of characters that the text has."""
    asked = {term for term in terms(question) if len(term) > 1}
    return len(asked & set(terms(text))) / len(asked) if asked else 0.0


def index_documents(
    folder: Path, vectors: Path, entries: Iterable[Entry], texts: Iterable[DocumentText]
) -> DocumentSearch | None:
    """Bring the index in `folder` up to date, and open it; None when there are no documents with anything to search.
    `vectors` keeps vectors by content, for every index there is."""
    kept = {text.id: text for text in texts}
    articles = [piece for entry in entries for piece in _pieces(entry, kept)]
    if not articles:
        return None
    build(folder, articles, vectors, encoded)
    return DocumentSearch(ArticleIndex.current(folder), kept)


def _pieces(entry: Entry, texts: Mapping[str, DocumentText]) -> Iterator[Article]:
    document, text = entry.document, texts.get(entry.id)
    if document is None:
        return
    dated = document.issued_on.isoformat() if document.issued_on else None
    for part in text.parts if text else _gists(document):
        for piece in windows(part.text):
            yield Article(entry.title, dated, part.path, part.article, piece, entry.id)


def _gists(document: Document) -> Iterator[Part]:
    for article in document.articles:
        place = f"第{numeral(article.no)}条"
        yield Part((article.chapter, place) if article.chapter else (place,), article.no, article.gist)
