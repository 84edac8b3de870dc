"""Rasa in this process: one thread with an event loop of its own, so that doors stay open while it thinks."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.explain import explanation
from bot.assistant.in_process_actions import InProcessActions
from bot.assistant.replies import reply_in, reply_to_message
from bot.assistant.straight_runner import StraightRunner
from bot.assistant.tracker_store import open_tracker_store
from bot.cipher import Cipher
from bot.conversation.messages import Reply, Utterance

T = TypeVar("T")
TitleOf = Callable[[str], "str | None"]


async def _nothing() -> bool:
    return True


class RasaAssistant:
    """The assistant port (bot.conversation.ports.Assistant) on a trained model."""

    def __init__(self, title_of: TitleOf) -> None:
        self._title_of = title_of
        self._agent: Agent | None = None
        self._store: SQLTrackerStore | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="rasa", daemon=True)
        self._thread.start()

    async def load(self, model: Path, tracker_url: str, cipher: Cipher) -> None:
        """Load the model and say one word to it, so that the first citizen does not wait for dictionaries.

        Raises WrongKey when what was said before cannot be read.
        """
        await self._in_thread(self._load(model, tracker_url, cipher))

    def is_ready(self) -> bool:
        """True once a model is loaded."""
        return self._agent is not None

    async def is_awake(self) -> bool:
        """Whether the thread's loop gets to do something new."""
        return await self._in_thread(_nothing())

    async def respond(self, utterance: Utterance, *, explain: bool = False, seen: bool = False) -> Reply:
        """See the port."""
        return await self._in_thread(self._respond(utterance, explain, seen))

    async def close(self) -> None:
        """Stop the thread; the assistant cannot be used afterwards."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join, 5)
        if self._store is not None:
            self._store.engine.dispose()

    async def _in_thread(self, work: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return await asyncio.wrap_future(future)

    async def _load(self, model: Path, tracker_url: str, cipher: Cipher) -> None:
        agent = Agent.load(str(model), action_endpoint=InProcessActions())
        assert agent.domain is not None
        self._store = open_tracker_store(agent.domain, tracker_url, cipher)
        agent.tracker_store = agent._create_tracker_store(self._store, agent.domain)
        assert agent.processor is not None
        agent.processor.tracker_store = agent.tracker_store
        agent.processor.graph_runner = StraightRunner(agent.processor.graph_runner)
        await agent.parse_message("你好")
        self._agent = agent

    async def _respond(self, utterance: Utterance, explain: bool, seen: bool) -> Reply:
        assert self._agent is not None and self._agent.processor is not None
        sender = f"{utterance.channel}:{utterance.session}"
        if seen and (given := await self._given_before(sender, utterance.message_id)):
            return given
        output = CollectingOutputChannel()
        page = {"page": utterance.page, "page_title": self._title_of(utterance.page)} if utterance.page else {}
        message = UserMessage(
            utterance.text,
            output,
            sender,
            input_channel=utterance.channel,
            message_id=utterance.message_id,
            metadata=page,
        )
        await self._agent.handle_message(message)
        reply = reply_in(output.messages)
        if not explain:
            return reply
        return Reply(**{**vars(reply), "explain": explanation(await self._tracker(sender), utterance.text)})

    async def _given_before(self, sender: str, message_id: str) -> Reply | None:
        """A turn that ended before the process died is not thought again (Rasa keeps our message id)."""
        tracker = await self._tracker(sender)
        return reply_to_message(tracker.events, message_id) if tracker else None

    async def _tracker(self, sender: str) -> DialogueStateTracker | None:
        assert self._agent is not None
        tracker: DialogueStateTracker | None = await self._agent.tracker_store.retrieve(sender)
        return tracker
