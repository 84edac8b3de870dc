"""Runs of one to three characters: new words and half-typed ones still match."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tfidf import TfidfFeaturizer


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class CharacterFeaturizer(TfidfFeaturizer):
    """Terms are character n-grams, n = 1 … 3."""

    def terms(self, message: Message) -> list[str]:
        """All runs of one, two and three characters."""
        text = message.get(TEXT)
        return [text[start : start + n] for n in (1, 2, 3) for start in range(len(text) - n + 1)]
