"""Our runner gives what Rasa's gives, with the real model's graph."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.straight_runner import StraightRunner
from bot.assistant.train import model_path

TEXTS = ("占道施工要带什么材料", "信息公开申请多久答复", "我家着火了")


async def test_a_message_is_understood_as_with_rasas_runner(trained_model: Path) -> None:
    agent = Agent.load(str(model_path(trained_model)))
    assert agent.processor is not None and agent.domain is not None
    tracker = DialogueStateTracker.from_events("web:s1", [], agent.domain.slots)
    theirs = agent.processor.graph_runner
    ours = StraightRunner(theirs)
    target = agent.processor.model_metadata.nlu_target
    for text in TEXTS:
        inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
        said, expected = ours.run(inputs, [target])[target][0], theirs.run(inputs, [target])[target][0]
        assert said.as_dict_nlu() == expected.as_dict_nlu() and said.get("topics")
