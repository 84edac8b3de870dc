"""Words and pairs of neighbouring words."""

from __future__ import annotations

from itertools import pairwise

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.tfidf import TfidfFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordFeaturizer(TfidfFeaturizer):
    """Terms are the tokenizer's words."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokens have served after this: Rasa fingerprints each of them again behind every component (a minute)."""
        super().process_training_data(training_data)
        for message in training_data.training_examples:
            message.data.pop(TOKENS_NAMES[TEXT], None)
        return training_data

    def terms(self, message: Message) -> list[str]:
        """Words, and pairs joined by a space."""
        words = [token.text for token in message.get(TOKENS_NAMES[TEXT]) or []]
        return words + [f"{left} {right}" for left, right in pairwise(words)]
