"""Bring what citizens type to one written form before anything looks at it."""

from __future__ import annotations

import functools
import re
import unicodedata

from opencc import OpenCC

# A message of symbols alone still says something: the training data knows it by this word.
SYMBOLS_ONLY = "表情符号"

# Emoji that stand for a word when they are all a citizen sends.
EMOJI_WORDS = {"👍": "好的", "👌": "好的", "✅": "是的", "🙏": "谢谢", "👎": "没用", "❌": "不是", "👋": "你好"}

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffd]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_CJK = "\u3400-\u9fff"
_SPACE_BETWEEN_CJK = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}]{{1}} [{_CJK}])|(?<= [{_CJK}]) (?=[{_CJK}])")
# Letters and signs held down; digits stay, they may be a phone number.
_REPEATS = re.compile(r"(\D)\1{3,}")


@functools.lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """Simplified characters, half-width forms, single spaces, no invisible characters, lower case.

    A slash in front goes: Rasa would take what follows for a command (/restart). Emoji inside a sentence are
    dropped; a message of emoji or punctuation alone becomes the word it stands for, or SYMBOLS_ONLY. The empty
    string stays empty.
    """
    text = _SURROGATES.sub("", text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    words = "".join(character for character in text if not _is_symbol(character))
    if not re.search(r"\w", words):
        return _symbols_as_word(text)
    words = _to_simplified().convert(words)
    words = _REPEATS.sub(r"\1\1\1", _SPACES.sub(" ", words).strip().lstrip("/ "))
    return _SPACE_BETWEEN_CJK.sub("", words).lower()


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Cs", "Co", "Cn"}


def _symbols_as_word(text: str) -> str:
    for character in text:
        if character in EMOJI_WORDS:
            return EMOJI_WORDS[character]
    return SYMBOLS_ONLY if text.strip() else ""
