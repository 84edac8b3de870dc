"""Homophone noise for measurements, made apart from the noise we train on (bot/text/noise.py).

Another table (the characters of our own entries and phrasings, weighted by how often they are used; training takes the
first of a dictionary's list evenly) and another way to choose places (an exact share; training tosses a coin for each
character). What helps here was not learnt by heart there.
"""

from __future__ import annotations

import functools
import random
import re
from collections import Counter, defaultdict

from pypinyin import lazy_pinyin

from bench.report import ROOT

_CHINESE = re.compile("[\u4e00-\u9fff]")
_CORPUS = ("knowledge", "nlu_data/nlu")
# Seen less often, a character is nobody's slip.
_SELDOM = 20
_SEED = 51


@functools.lru_cache(maxsize=1)
def frequencies() -> Counter[str]:
    """How often each Chinese character is used in the entries and the phrasings."""
    paths = [path for folder in _CORPUS for path in (ROOT / folder).rglob("*.yml")]
    return Counter(character for path in paths for character in _CHINESE.findall(path.read_text("utf-8")))


@functools.lru_cache(maxsize=1)
def _by_sound() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for character, count in sorted(frequencies().items()):
        if count >= _SELDOM:
            groups[sound(character)].append(character)
    return groups


@functools.lru_cache(maxsize=10_000)
def sound(character: str) -> str:
    """The toneless syllable of one character by itself."""
    return str(lazy_pinyin(character)[0])


def slips(character: str) -> list[str]:
    """Frequent characters that sound like this one."""
    return [other for other in _by_sound().get(sound(character), []) if other != character]


def noised(text: str, share: float, seed: int = _SEED) -> str:
    """`text` with this share of its Chinese characters (0 … 1) replaced by frequent homophones; a broken character is
    rounded by chance. The same for the same text, share and seed."""
    random_ = random.Random(f"{seed}:{share}:{text}")
    wanted = share * len(_CHINESE.findall(text))
    count = int(wanted) + (random_.random() < wanted % 1)
    places = [place for place, character in enumerate(text) if _CHINESE.match(character) and slips(character)]
    characters = list(text)
    for place in random_.sample(places, min(count, len(places))):
        others = slips(text[place])
        characters[place] = random_.choices(others, [frequencies()[other] for other in others])[0]
    return "".join(characters)
