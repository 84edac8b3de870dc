"""Our own topics' training data, as the assistant's training reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bench.pieces import label, written
from bench.report import ROOT
from bench.sampling import at_most
from bot.nlu.homophone_copies import NOISED
from bot.nlu.importer import KnowledgeImporter


def phrasings() -> list[Message]:
    """New messages with an intent: nlu_data and the questions of the entries."""
    importer = KnowledgeImporter(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "nlu_data")], str(ROOT / "knowledge")
    )
    return [message for message in importer.get_nlu_data("zh").intent_examples if message.get(TEXT)]


def some_of(messages: Sequence[Message], most: int | None, seed: int) -> list[Message]:
    """At most so many phrasings of each topic (None: all), each with the copies made from it."""
    originals = written(messages)
    chosen = [originals[place] for place in at_most(most, [label(message) for message in originals], seed)]
    taken = {(label(message), message.get(TEXT)) for message in chosen}
    return [message for message in messages if (label(message), message.get(NOISED) or message.get(TEXT)) in taken]
