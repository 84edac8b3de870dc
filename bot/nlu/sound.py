"""Pinyin syllables: a wrong character that sounds right still counts (see bot.text.pinyin)."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.tfidf import TfidfFeaturizer
from bot.text.pinyin import syllables


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class PinyinFeaturizer(TfidfFeaturizer):
    """Terms are runs of one to three syllables."""

    def terms(self, message: Message) -> list[str]:
        """Syllables and their pairs and triples, joined by a space."""
        heard = syllables(message.get(TEXT))
        return [" ".join(heard[start : start + n]) for n in (1, 2, 3) for start in range(len(heard) - n + 1)]
