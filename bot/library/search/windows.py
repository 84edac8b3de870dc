"""Long passages in pieces that the encoder sees whole, cut between sentences."""

from __future__ import annotations

import re

# Characters: with its heading a piece stays below what the encoder reads.
LONGEST = 150
_SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+$")


def windows(text: str, longest: int = LONGEST) -> list[str]:
    """The text in order, as many whole sentences a piece as fit; a longer sentence is a piece of its own."""
    pieces: list[str] = []
    for sentence in _SENTENCES.findall(text.strip()):
        if pieces and len(pieces[-1]) + len(sentence) <= longest:
            pieces[-1] += sentence
        else:
            pieces.append(sentence)
    return [piece.strip() for piece in pieces if piece.strip()]
