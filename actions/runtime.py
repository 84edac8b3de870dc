"""What actions answer from: set once by the process that runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.beijing import today
from bot.library.library import Library
from bot.library.search.document_search import DocumentSearch, index_documents
from bot.library.search.search import Search
from bot.library.texts import DocumentText


@dataclass(frozen=True)
class Knowledge:
    """A snapshot of the library with its search index, how facets are called, and what documents say (None: none)."""

    library: Library
    search: Search
    facet_words: Mapping[str, Mapping[str, str]]
    documents: DocumentSearch | None = None

    def is_known(self, id_: str) -> bool:
        """Whether this topic can be answered from today: it has an entry in force, or is a document."""
        entry = self.library.get(id_)
        return bool(entry and (entry.document or self.library.is_answerable(entry, today())))


_knowledge: Knowledge | None = None


def use(knowledge: Knowledge) -> None:
    """Answer from this snapshot from now on (start, or reload after publishing)."""
    global _knowledge
    _knowledge = knowledge


def knowledge() -> Knowledge:
    """The snapshot in use; `rasa run actions`, which sets none, reads the files of `knowledge/`."""
    if _knowledge is None:
        use(from_files(Path("knowledge"), Path(".cache/sentence-vectors.npz")))
    assert _knowledge is not None
    return _knowledge


def build(
    library: Library,
    facet_words: Mapping[str, Mapping[str, str]],
    cache: Path,
    index: Path,
    texts: Iterable[DocumentText] = (),
) -> Knowledge:
    """Index a library, with what will only come into force or no longer is: the day decides when a question comes.
    `cache` keeps the vectors of its wordings; the folder `index` what documents say, in full where there are `texts`.
    """
    entries = library.entries()
    documents = index_documents(index, cache.parent / "passages", entries, texts)
    return Knowledge(library, Search(entries, cache), facet_words, documents)


def from_files(folder: Path, cache: Path) -> Knowledge:
    """Straight from the knowledge folder, without a store."""
    from bot.library.files import load_folder

    loaded = load_folder(folder)
    library = Library.from_data(loaded.data, loaded.bureau)
    return build(library, loaded.facets, cache, cache.parent / "documents")
