"""Words and pairs of neighbouring words."""

from __future__ import annotations

from itertools import pairwise

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tfidf import TfidfFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordFeaturizer(TfidfFeaturizer):
    """Terms are the tokenizer's words."""

    def terms(self, message: Message) -> list[str]:
        """Words, and pairs joined by a space."""
        words = [token.text for token in message.get(TOKENS_NAMES[TEXT]) or []]
        return words + [f"{left} {right}" for left, right in pairwise(words)]
