"""What the pipeline understood of the latest message, as plain values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.disclosed import of_the_application
from actions.facets import told

DIALOGUE = frozenset({"affirm", "deny", "choose", "repeat", "useful", "not_useful", "ask_facet", "ask_document"})
# How sure a facet is that the words name outright.
TOLD = 0.95


@dataclass(frozen=True)
class Ranked:
    """A topic id (or dialogue intent) or facet with its probability."""

    name: str
    probability: float


@dataclass(frozen=True)
class Reading:
    """One way to read the message; see bot.nlu.readings."""

    kind: str
    text: str
    topics: list[Ranked]
    facets: list[Ranked]


@dataclass(frozen=True)
class Understanding:
    """The message as it stands, and its other readings."""

    text: str
    topics: list[Ranked]
    facets: list[Ranked]
    readings: list[Reading]
    entities: dict[str, list[str]] = field(default_factory=dict)
    page: str | None = None
    original: str = ""

    @property
    def written(self) -> str:
        """As the citizen wrote it, in half-width forms: a name keeps its capitals and characters, an address its
        letters. The text is what the classifier reads."""
        wide = unicodedata.normalize("NFKC", self.original)
        shown = "".join(" " if sign.isspace() else sign for sign in wide if sign.isspace() or sign.isprintable())
        return " ".join(shown.split()).lstrip("/ ") or self.text

    def reading(self, kind: str) -> Reading | None:
        """The first reading of that kind."""
        return next((reading for reading in self.readings if reading.kind == kind), None)

    def probability(self, *names: str) -> float:
        """The summed probability of these topics."""
        return sum(topic.probability for topic in self.topics if topic.name in names)


def understand(tracker: Tracker) -> Understanding:
    """From the tracker's latest message."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "")
    return Understanding(
        text=text,
        topics=of_the_application(text, _ranking(message.get("topics"))),
        facets=_facets(text, message.get("facets")),
        readings=[
            Reading(
                item["kind"],
                item["text"],
                of_the_application(item["text"], _ranking(item["topics"])),
                _facets(item["text"], item["facets"]),
            )
            for item in message.get("readings") or []
        ],
        entities=_entities(message.get("entities") or []),
        page=(message.get("metadata") or {}).get("page") or None,
        original=_last_said(tracker) or text,
    )


def _last_said(tracker: Tracker) -> str:
    """Rasa keeps in the event what came in, and in `latest_message` what the pipeline made of it."""
    return next((str(event.get("text") or "") for event in reversed(tracker.events) if event["event"] == "user"), "")


def _ranking(items: Iterable[Mapping[str, Any]] | None) -> list[Ranked]:
    """Retrieval intents become topic ids: `apply/who` → `apply.who`."""
    return [Ranked(str(item["name"]).replace("/", ".", 1), float(item["confidence"])) for item in items or ()]


def _facets(text: str, items: Iterable[Mapping[str, Any]] | None) -> list[Ranked]:
    """The model's ranking, behind the facet that the words name when that is another."""
    ranking = _ranking(items)
    named = told(text, ranking[0].name) if ranking else None
    if named is None:
        return ranking
    return [Ranked(named, TOLD), *(facet for facet in ranking if facet.name != named)]


def _entities(items: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(str(item["entity"]), []).append(str(item["value"]))
    return found
