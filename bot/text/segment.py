"""Chinese word segmentation with the bureau's own dictionary, apart from jieba's global one."""

from __future__ import annotations

import functools
import logging
from pathlib import Path

import jieba

DICTIONARIES = Path("nlu_data/dictionary")


class Segmenter:
    """Cuts normalised text into words; `dictionaries` is a folder of jieba dictionary files (*.txt)."""

    def __init__(self, dictionaries: Path) -> None:
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba.Tokenizer()
        for path in sorted(dictionaries.glob("*.txt")):
            self._jieba.load_userdict(str(path))
        self._jieba.initialize()
        # Understanding and search cut the same message; a training cuts each title once for every phrasing.
        self.cut = functools.lru_cache(maxsize=1024)(self._cut)

    def _cut(self, text: str) -> tuple[tuple[str, int], ...]:
        """Words with their start offsets; blanks are left out."""
        return tuple((word, start) for word, start, _ in self._jieba.tokenize(text) if word.strip())

    def words(self, text: str) -> list[str]:
        """Words alone."""
        return [word for word, _ in self.cut(text)]


@functools.lru_cache(maxsize=4)
def segmenter(dictionaries: Path = DICTIONARIES) -> Segmenter:
    """One segmenter per dictionary folder and process: loading takes about a second."""
    return Segmenter(dictionaries)
