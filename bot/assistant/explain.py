"""Why a reply came out as it did, for `ask --explain` and `?explain=1`."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions import decision
from actions.runtime import knowledge
from bot.text.segment import segmenter


def explanation(tracker: DialogueStateTracker | None, text: str) -> dict[str, Any]:
    """Normalised text, tokens, rankings, readings, search hits with each score, thresholds."""
    parsed = (tracker.latest_message.parse_data if tracker and tracker.latest_message else {}) or {}
    normalised = str(parsed.get("text") or text)
    hits = knowledge().search.find(normalised)
    return {
        "text": normalised,
        "tokens": segmenter().words(normalised),
        "topics": parsed.get("topics", []),
        "facets": parsed.get("facets", []),
        "readings": parsed.get("readings", []),
        "entities": parsed.get("entities", []),
        "hits": [
            {"entry": hit.entry, "closeness": round(hit.closeness, 4), "words": round(hit.words, 4),
             "probability": round(hit.probability, 4)}
            for hit in hits
        ],
        "thresholds": {"answer": decision.ANSWER, "ask": decision.ASK, "emergency": decision.EMERGENCY},
    }  # fmt: skip
