"""What our graph components share: no training, no state, one message at a time."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self


class MessageComponent(GraphComponent):
    """A component that only looks at, or adds to, single messages."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """See rasa.engine.graph.GraphComponent.create; loading is creating again."""
        return cls(config)

    def handle(self, message: Message) -> None:
        """Change one message in place."""
        raise NotImplementedError

    def process(self, messages: list[Message]) -> list[Message]:
        """At run time."""
        for message in messages:
            self.handle(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """At training time."""
        for message in training_data.training_examples:
            self.handle(message)
        return training_data
