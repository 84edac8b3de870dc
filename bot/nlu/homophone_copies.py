"""Trains on noised copies too, so that slips of input method and dictation are understood.

Copies get no sentence vector (they are made after that featurizer): learning to do without it makes words, characters
and pinyin carry a slip. Measured in docs/performance.md; it also saves half of the computing.
"""

from __future__ import annotations

import random
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import MessageComponent
from bot.text.noise import with_homophones

# Marks a copy and names the text it was made from; components that must see only what people wrote skip these.
NOISED = "noised_from"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class HomophoneCopies(MessageComponent):
    """Adds copies of the training examples with characters replaced by homophones."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults; see each line."""
        return {
            # copies of each example
            "copies": 1,
            # share of characters replaced
            "share": 0.2,
            "seed": 20261124,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HomophoneCopies:
        """See rasa.engine.graph.GraphComponent.create."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        """Nothing to do at run time."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same data with the copies behind it; a copy that came out unchanged is left out."""
        # Seeded per example: adding a phrasing must not change the others' copies (their vectors are cached).
        copies = [
            copy
            for message in training_data.training_examples
            for number in range(self.config["copies"])
            if (copy := self._copy(message, number)) is not None
        ]
        return training_data.merge(TrainingData(training_examples=copies)) if copies else training_data

    def _copy(self, message: Message, number: int) -> Message | None:
        text = message.get(TEXT)
        if not text:
            return None
        random_ = random.Random(f"{self.config['seed']}:{number}:{text}")
        noised = with_homophones(text, self.config["share"], random_)
        if noised == text:
            return None
        return Message(data={**message.data, TEXT: noised, NOISED: text})
