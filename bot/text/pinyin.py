"""How text sounds: toneless syllables with the pairs that southern speakers and input methods merge."""

from __future__ import annotations

import functools
import os
import re

# Only single characters are looked up here; its words with readings of their own would take 40 MB of memory.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import lazy_pinyin

_CHINESE = re.compile("[\u3400-\u9fff]")
_CHARACTERS = re.compile("[\u3400-\u9fff]|[^\u3400-\u9fff]+")

# Heard and typed alike in Fuzhou Mandarin and by fuzzy-pinyin input: zh/z, ch/c, sh/s, n/l, f/h before u, -ng/-n.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("hu", "fu"), ("n", "l"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@functools.lru_cache(maxsize=20_000)
def fuzzy(syllable: str) -> str:
    """The merged form of one toneless syllable."""
    for plain, merged in _INITIALS:
        if syllable.startswith(plain) and len(syllable) > len(plain):
            syllable = merged + syllable[len(plain) :]
            break
    for plain, merged in _FINALS:
        if syllable.endswith(plain):
            return syllable[: -len(plain)] + merged
    return syllable


@functools.lru_cache(maxsize=2_000)
def syllables(text: str) -> tuple[str, ...]:
    """Merged syllables of the Chinese characters, other runs of characters as they are."""
    parts = (part.strip() for part in _CHARACTERS.findall(text))
    return tuple(_sound(part) for part in parts if part)


def spelled(text: str) -> tuple[str, ...]:
    """The toneless syllables of the Chinese characters as they are typed, and nothing else."""
    return tuple(lazy_pinyin(character)[0] for character in text if _CHINESE.match(character))


@functools.lru_cache(maxsize=20_000)
def _sound(part: str) -> str:
    """Of one character by itself: its commonest reading, in training and after it, at a tenth of the time of looking
    for words with readings of their own."""
    return fuzzy(lazy_pinyin(part)[0]) if _CHINESE.match(part) else fuzzy(part)
