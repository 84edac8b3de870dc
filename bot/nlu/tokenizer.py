"""Chinese words for Rasa, cut with the bureau's own dictionary (see bot.text.segment)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.text.segment import segmenter


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BureauTokenizer(Tokenizer):
    """jieba with a dictionary of disclosure terms, urban management and Fuzhou places."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults; see each line."""
        return {
            # folder of jieba user dictionaries
            "dictionaries": "nlu_data/dictionary",
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BureauTokenizer:
        """See rasa.engine.graph.GraphComponent.create."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words of one attribute with their offsets."""
        cut = segmenter(Path(self._config["dictionaries"])).cut(message.get(attribute))
        return [Token(word, start) for word, start in cut]
