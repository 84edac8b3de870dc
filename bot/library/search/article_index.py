"""Question → article, among as many as there are: words and vectors on disk, fused."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from bot.library.citation import articles_cited
from bot.library.hashing import content_hash
from bot.library.search.article_vectors import ArticleVectors, write_vectors
from bot.library.search.article_words import ArticleWords, write_words
from bot.library.search.articles import Article, ArticleFile, encoded, write_articles
from bot.library.search.vector_cache import Halves, VectorCache
from bot.text.normalise import normalise
from bot.text.vectors import encoder, encoder_version

# What a cosine counts beside the share of the best BM25 score (bench/article_search.py, docs/performance.md).
CLOSENESS = 20.0
# Counted up when the files of an index change, so that an older program's are written anew.
_FORM = 2
# Of each kind this many are looked at.
_CANDIDATES = 200
# Who names more articles than these wants a whole act.
_MOST_CITED = 20


@dataclass(frozen=True)
class Found:
    """One article and its score, at most CLOSENESS + 1; `cited` when the question names it by title and number."""

    article: Article
    score: float
    cited: bool = False


class ArticleIndex:
    """Reads what `build` wrote (`current(folder)`); open it anew after another build."""

    def __init__(self, folder: Path) -> None:
        self.articles = ArticleFile(folder)
        self.words = ArticleWords(folder / "words")
        self.vectors = ArticleVectors(folder)
        self._titles = (folder / "titles.txt").read_text("utf-8").splitlines()
        self.rows_of: Mapping[str, Sequence[int]] = json.loads((folder / "entries.json").read_text())

    @classmethod
    def current(cls, folder: Path) -> ArticleIndex:
        """The one in use of those that `build` wrote into a folder."""
        return cls(folder / (folder / "current").read_text())

    def find(self, question: str, limit: int = 10) -> list[Found]:
        """Articles for a question, best first. Those it cites by name come before all others, newest version first."""
        cited = self._cited(normalise(question))
        fused = [pair for pair in self.fused(question, limit + len(cited)) if pair[0] not in cited]
        rows = [Found(self.articles[row], CLOSENESS + 1, cited=True) for row in cited]
        return [*rows, *(Found(self.articles[row], score) for row, score in fused)][:limit]

    def fused(self, question: str, limit: int) -> list[tuple[int, float]]:
        """(row, score) by words and vectors alone: the share of the best BM25 score and the weighed cosine."""
        vector = encoder().encode([normalise(question)])[0]
        worded = self.words.search(question, _CANDIDATES)
        best = worded[0][1] if worded else 1.0
        shares = {row: score / best for row, score in worded}
        rows = np.array([*{*shares, *(row for row, _ in self.vectors.search(vector, _CANDIDATES))}], np.int64)
        scores = CLOSENESS * self.vectors.cosines(vector, rows) + [shares.get(row, 0.0) for row in rows.tolist()]
        order = np.argsort(-scores)[:limit]
        return list(zip(rows[order].tolist(), scores[order].tolist()))

    def within(self, entry: str, question: str) -> list[tuple[int, float, float]]:
        """(row, cosine, share of the entry's best BM25 score) of every article of one entry, in their order."""
        rows = np.array(self.rows_of.get(entry, ()), np.int64)
        worded = dict(self.words.search(question, max(len(rows), 1), entry))
        best = max(worded.values(), default=1.0)
        cosines = self.vectors.cosines(encoder().encode([normalise(question)])[0], rows)
        return [(row, cosine, worded.get(row, 0.0) / best) for row, cosine in zip(rows.tolist(), cosines.tolist())]

    def _cited(self, question: str) -> list[int]:
        """城市道路管理条例第三十条讲什么 → the article's rows."""
        numbers = articles_cited(question)[:_MOST_CITED]
        titles = [title for title in self._titles if title in question] if numbers else []
        longest = [title for title in titles if not any(title != other and title in other for other in titles)]
        rows = [row for title in longest for number in numbers for row in self.words.numbered(title, number)]
        return sorted(rows, key=lambda row: self.articles[row].dated or "", reverse=True)


def build(
    folder: Path,
    articles: Sequence[Article],
    vectors: Path | None = None,
    encoded: Callable[[Article], str] = encoded,
) -> int:
    """Write an index of these articles into `folder`, beside the one in use, and then put it in its place; how many
    vectors were computed, of what `encoded` makes of an article. Vectors are kept by content in `vectors` (or the same
    folder): only new and changed articles cost time, and a stop half-way loses nothing but the files written last.
    Raises ValueError when there are none."""
    if not articles:
        raise ValueError("no articles")
    folder.mkdir(parents=True, exist_ok=True)
    name = _name(articles)
    cache = VectorCache(vectors or folder)
    texts = [encoded(article) for article in articles]
    computed = cache.add(texts)
    if not (folder / name).exists():
        new = Path(tempfile.mkdtemp(prefix="new-", dir=folder))
        write_index(new, articles, cache.rows(texts))
        new.rename(folder / name)
    _use(folder, name)
    return computed


def write_index(folder: Path, articles: Sequence[Article], vectors: Iterable[Halves]) -> None:
    """Write what ArticleIndex reads, but for the note which index is current; `vectors` are blocks of rows of length 1,
    in the order of the articles."""
    write_articles(folder, articles)
    write_words(folder / "words", articles)
    write_vectors(folder, vectors)
    titles = sorted({normalise(article.named) for article in articles})
    (folder / "titles.txt").write_text("\n".join(titles), "utf-8")
    (folder / "entries.json").write_text(json.dumps(_rows_of(articles)))


def _rows_of(articles: Sequence[Article]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = defaultdict(list)
    for row, article in enumerate(articles):
        if article.entry is not None:
            rows[article.entry].append(row)
    return rows


def _name(articles: Sequence[Article]) -> str:
    """Equal articles, equal index."""
    digest = hashlib.blake2b(encoder_version().encode(), digest_size=8)
    for article in articles:
        digest.update(content_hash(astuple(article)).encode())
    return f"index-{_FORM}-{digest.hexdigest()}"


def _use(folder: Path, name: str) -> None:
    """From one moment to the next; what is open stays readable until it is closed."""
    note = folder / "current.new"
    note.write_text(name)
    note.replace(folder / "current")
    for other in folder.iterdir():
        if other.name.startswith(("index-", "new-")) and other.name != name:
            shutil.rmtree(other)
