"""Homophone slips as input methods and dictation make them, for training copies and for benchmarks."""

from __future__ import annotations

import functools
import logging
import random

import jieba
from pypinyin import lazy_pinyin

# Slips are frequent characters: nobody's input method offers a rare one first.
FREQUENT = 3000


@functools.lru_cache(maxsize=1)
def homophones() -> dict[str, list[str]]:
    """Frequent character → other frequent characters of the same toneless syllable, most frequent first."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    counts = {word: count for word, count in jieba.dt.FREQ.items() if len(word) == 1 and "\u4e00" <= word <= "\u9fff"}
    frequent = sorted(counts, key=lambda character: -counts[character])[:FREQUENT]
    by_sound: dict[str, list[str]] = {}
    for character in frequent:
        by_sound.setdefault(lazy_pinyin(character)[0], []).append(character)
    return {c: [other for other in group[:9] if other != c] for group in by_sound.values() for c in group}


def with_homophones(text: str, share: float, random_: random.Random) -> str:
    """`text` with about `share` of its Chinese characters replaced by a frequent homophone."""
    table = homophones()

    def slip(character: str) -> str:
        others = table.get(character)
        if not others or random_.random() >= share:
            return character
        return random_.choice(others[:5])

    return "".join(slip(character) for character in text)
