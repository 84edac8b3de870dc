"""Other ways to read a message: as a correction, with what was said before, clause by clause, part by part.

Each reading travels through the pipeline as one more message behind the original; the topic classifier folds those
that are wanted back into it.
"""

from __future__ import annotations

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import MessageComponent
from bot.nlu.wanted_readings import CLAUSE, CORRECTED, IN_CONTEXT, PART
from bot.text.correction import meant
from bot.text.normalise import normalise

# The key under which a message says which reading of the original it is.
READING = "reading"

# Longer messages stand on their own; shorter ones may lean on what was said before (characters).
LEANS_BELOW = 32
_CONTEXT_LENGTH = 48
_CLAUSES = 3
_SHORTEST_CLAUSE = 4
_CLAUSE_END = re.compile(r"[?？!！。;；\n]+|(?<=[吗呢])[，, ]+|[，,]?(?:以及|另外|还有就是|顺便问一?下?)[，,]?")
# 要带什么材料，收费吗，去哪办: parts too short to be sentences, each asking for one thing.
_PART_END = re.compile(r"[?？!！。;；\n，,、 ]+|(?<=[吗呢])(?=.)")
_SHORTEST_PART = 2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Readings(MessageComponent):
    """Appends the readings of the (single) message at run time; training data passes through."""

    def process(  # type: ignore[override]  # Rasa wires parameters by name: asking for the tracker brings it
        self, messages: list[Message], tracker: DialogueStateTracker
    ) -> list[Message]:
        """`messages` with readings behind each; `tracker` is the conversation so far (empty outside one)."""
        expanded: list[Message] = []
        for message in messages:
            expanded += [message, *self._readings(message, tracker)]
        return expanded

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to do at training time."""
        return training_data

    def _readings(self, message: Message, tracker: DialogueStateTracker) -> list[Message]:
        text = message.get(TEXT) or ""
        corrected = meant(text)
        found = [(CORRECTED, corrected)] if corrected else []
        found += [(CLAUSE, clause) for clause in clauses(text)]
        if not found:
            found = [(PART, part) for part in parts(text)]
        before = _said_before(message, tracker)
        if before and len(text) < LEANS_BELOW:
            found.append((IN_CONTEXT, f"{before}，{corrected or text}"))
        return [Message(data={TEXT: other, READING: kind}) for kind, other in found]


def clauses(text: str) -> list[str]:
    """The sentences of a message that holds two or three of them; none otherwise."""
    parts = [part.strip(" ，,") for part in _CLAUSE_END.split(text)]
    parts = [part for part in parts if len(part) >= _SHORTEST_CLAUSE]
    return parts if 2 <= len(parts) <= _CLAUSES else []


def parts(text: str) -> list[str]:
    """What a short message asks piece by piece; none when it is one piece or long."""
    pieces = [piece for piece in _PART_END.split(text) if len(piece) >= _SHORTEST_PART]
    return pieces if len(text) < LEANS_BELOW and 2 <= len(pieces) <= _CLAUSES else []


def _said_before(message: Message, tracker: DialogueStateTracker) -> str | None:
    """The citizen's last question that was a topic of its own, or the title of the page they are on."""
    asked = tracker.get_slot("asked") if "asked" in tracker.slots else None
    if asked:
        return str(asked)[:_CONTEXT_LENGTH]
    title = (message.get("metadata") or {}).get("page_title")
    return normalise(title)[:_CONTEXT_LENGTH] if title else None
