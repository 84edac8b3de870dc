"""What an index of articles holds: passages of acts and official texts, kept in one file of lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.library.structure import Act
from bot.text.normalise import normalise

# The encoder sees about this many pieces times 1.4; what an article is about stands at its beginning.
_ENCODED = 180
_LINES, _STARTS = "articles.jsonl", "starts.npy"


@dataclass(frozen=True)
class Article:
    """One passage: the title of its text and the day that tells versions of it apart (ISO, or None), its place, the
    number of its article (None where there are no articles), what it says, and the entry it belongs to, if any."""

    title: str
    dated: str | None
    path: tuple[str, ...]
    number: int | None
    text: str
    entry: str | None = None

    @property
    def named(self) -> str:
        """The title without the country: nobody says it."""
        return self.title.removeprefix("中华人民共和国")


def articles_of(act: Act) -> Iterator[Article]:
    """Every part of a text."""
    dated = act.dated.isoformat() if act.dated else None
    return (Article(act.title, dated, part.path, part.article, part.text) for part in act.parts)


def encoded(article: Article) -> str:
    """What the article's vector is made of. With the title the first hit is right more often than without; compared as
    a question (`bot.text.pieces` begins every text so): e5's prefix for passages finds fewer."""
    return normalise(f"{article.named}。{article.text[: 2 * _ENCODED]}")[:_ENCODED]


class ArticleFile:
    """Articles on disk by their row: only what is asked for is read."""

    def __init__(self, folder: Path) -> None:
        self._lines = (folder / _LINES).open("rb")
        self._starts = np.load(folder / _STARTS, mmap_mode="r")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, row: int) -> Article:
        self._lines.seek(self._starts[row])
        fields = json.loads(self._lines.readline())
        return Article(**{**fields, "path": tuple(fields["path"])})

    def close(self) -> None:
        """Let the file go."""
        self._lines.close()


def write_articles(folder: Path, articles: Iterable[Article]) -> None:
    """Write what ArticleFile reads."""
    starts: list[int] = []
    with (folder / _LINES).open("wb") as file:
        for article in articles:
            starts.append(file.tell())
            file.write(json.dumps(asdict(article), ensure_ascii=False).encode() + b"\n")
    np.save(folder / _STARTS, np.array(starts, np.int64))
