"""The kinds of readings, and which of them are worth a sentence vector."""

from __future__ import annotations

from typing import Any

IN_CONTEXT, CORRECTED, CLAUSE, PART = "in_context", "corrected", "clause", "part"
# Looked at when the message alone has been ranked.
LATER = (IN_CONTEXT, PART)
# A message at least this clear by itself is not read together with what was said before.
CLEAR = 0.75
# What these ask about, the message does not say.
_LEANING = ("ask_facet", "ask_document")


def is_wanted(kind: str, ranking: list[dict[str, Any]], is_correction: bool) -> bool:
    """Whether this reading can change what the message means, by the ranking of the message alone.

    Sentences always can: one of them may call for help. The others cost a sentence vector each, so they are looked at
    only when the message leaves something open.
    """
    if kind not in LATER or is_correction or not ranking:
        return True
    name, confidence = ranking[0]["name"], ranking[0]["confidence"]
    return confidence < CLEAR or name in _LEANING or (kind == PART and name.startswith("guide/"))
