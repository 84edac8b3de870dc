"""Cuts a text to so many bytes: at the end of a sentence, never inside a link or a character."""

from __future__ import annotations

import re

TEXT_BYTES = 2048
MORE = "……"
_LINK = re.compile(r"<a\b[^>]*>.*?</a>|https?://[^\s<>，。；）]+", re.S)
_ENDS = re.compile(r"[。！？；!?;\n]")


def size(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode())


def cut(text: str, limit: int) -> str:
    """At most `limit` bytes; what was cut ends with an ellipsis. "" when not even that has room."""
    if size(text) <= limit:
        return text
    room = limit - size(MORE)
    if room <= 0:
        return ""
    whole = text.encode()[:room].decode(errors="ignore")
    end = _before_links(text, len(whole))
    ends = [found.end() for found in _ENDS.finditer(text, 0, end) if _before_links(text, found.end()) == found.end()]
    best = ends[-1] if ends and ends[-1] * 2 >= end else end  # a sentence, unless that throws half away
    return text[:best].rstrip() + MORE


def _before_links(text: str, end: int) -> int:
    """`end`, moved before the link that it would break."""
    return next((link.start() for link in _LINK.finditer(text) if link.start() < end < link.end()), end)
