"""The pipeline alone, without a conversation: many messages in one batch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.trackers import DialogueStateTracker


def parse_all(model: Path, texts: list[str]) -> list[dict[str, Any]]:
    """What the pipeline puts on each message, as at the beginning of a conversation; in the order of `texts`."""
    processor = Agent.load(str(model)).processor
    assert processor is not None
    target = processor.model_metadata.nlu_target
    nothing_said = DialogueStateTracker.from_events("alone", [])
    inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text) for text in texts], PLACEHOLDER_TRACKER: nothing_said}
    messages = processor.graph_runner.run(inputs=inputs, targets=[target])[target]
    return [message.as_dict(only_output_properties=True) for message in messages]
