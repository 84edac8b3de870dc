"""First in the pipeline: one written form for everything (see bot.text.normalise)."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.component import MessageComponent
from bot.text.normalise import normalise


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normaliser(MessageComponent):
    """Replaces the text of each message by its normal form."""

    def handle(self, message: Message) -> None:
        """Messages without text (actions in stories) stay as they are."""
        text = message.get(TEXT)
        if text:
            message.set(TEXT, normalise(text), add_to_output=True)
