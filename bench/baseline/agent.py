"""The trained baseline in process, and what it makes of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.baseline.train import MODEL, ROOT, data_hash, note

if TYPE_CHECKING:
    from rasa.core.agent import Agent

HOW_TO = f"No baseline ({MODEL.relative_to(ROOT)}): make it with  .venv/bin/python -m bench.baseline.train  (an hour)"
_FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Guess:
    """The topic it would answer; None when the message is talk about the talk. `unsure` is its own fallback."""

    entry: str | None
    confidence: float
    unsure: bool


def exists() -> bool:
    """Whether it is trained; says how when it is not, and when it was trained on other data than there is now."""
    if not MODEL.exists():
        print(HOW_TO)
    elif note().get("data") != data_hash():
        print("Note: the baseline was trained on other data than nlu_data and knowledge hold now.")
    return MODEL.exists()


async def load(tracker_url: str) -> Agent:
    """The agent with the same kind of tracker store as ours, warmed up with a word."""
    from rasa.core.agent import Agent

    from bot.assistant.tracker_store import open_tracker_store

    agent = Agent.load(str(MODEL))
    assert agent.domain is not None and agent.processor is not None
    store = open_tracker_store(agent.domain, tracker_url)
    agent.tracker_store = agent.processor.tracker_store = agent._create_tracker_store(store, agent.domain)
    await agent.parse_message("你好")
    return agent


def guess(parsed: Mapping[str, Any]) -> Guess:
    """Intent, then the response key its selector prefers; the confidence is that of both together."""
    unsure = parsed["intent"]["name"] == _FALLBACK
    intent = next((item for item in parsed["intent_ranking"] if item["name"] != _FALLBACK), parsed["intent"])
    selected = (parsed.get("response_selector") or {}).get(intent["name"])
    if not selected:
        return Guess(None, float(intent["confidence"]), unsure)
    response = selected["response"]
    entry = str(response["intent_response_key"]).replace("/", ".", 1)
    return Guess(entry, float(intent["confidence"]) * float(response["confidence"]), unsure)
