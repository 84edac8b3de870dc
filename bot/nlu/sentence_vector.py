"""Dense feature: the sentence vector of the whole message (see bot.text.vectors)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.component import MessageComponent
from bot.nlu.readings import READING
from bot.nlu.wanted_readings import LATER
from bot.text.vectors import Vectors, encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(MessageComponent):
    """(1, 384) per message; at training time vectors come from a file keyed by content."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults; see each line."""
        return {
            # vectors of training sentences, so that the next training only computes new ones
            "cache": ".cache/sentence-vectors.npz",
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """See rasa.engine.graph.GraphComponent.create."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        """At run time; readings that may not be wanted get theirs from the topic classifier."""
        spoken = [message for message in messages if message.get(TEXT) and message.get(READING) not in LATER]
        self._add(spoken, encoder().encode([message.get(TEXT) for message in spoken]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """At training time."""
        spoken = [message for message in training_data.training_examples if message.get(TEXT)]
        texts = [message.get(TEXT) for message in spoken]
        self._add(spoken, encoder().encode_many(texts, Path(self.config["cache"])))
        return training_data

    def _add(self, messages: list[Message], vectors: Vectors) -> None:
        for message, vector in zip(messages, vectors):
            add_vector(message, vector)


def add_vector(message: Message, vector: Vectors) -> None:
    """`vector` (384,) becomes the message's dense sentence feature."""
    message.add_features(
        Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, SentenceVectorFeaturizer.__name__)
    )
