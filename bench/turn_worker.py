"""One assistant in a process of its own, so that memory and loading are its alone: `bench.turn` talks to it."""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from bench.stopwatch import Stopwatch

Ask = Callable[[str, str], Awaitable[object]]
# What is counted apart; all else is policies, actions, search and the way between them.
PARTS = ("e5", "nlu", "tracker", "store", "rest")


def work(kind: str, pipe: Connection) -> None:
    """Load, send how long it took; then a turn for each (session, text) until None comes; last, send the memory."""
    asyncio.run(_work(kind, pipe))


async def _work(kind: str, pipe: Connection) -> None:
    started = time.perf_counter()
    watch = _watching()
    imported = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        async with (_ours if kind == "ours" else _baseline)(Path(folder)) as ask:
            ready = time.perf_counter()
            pipe.send({
                "import_s": round(imported - started, 2), "model_s": round(sum(watch.take().values()) / 1000, 2),
                "ready_s": round(ready - started, 2), "rss_mb": _memory("VmRSS"),
            })  # fmt: skip
            while (message := pipe.recv()) is not None:
                cpu = time.process_time()
                with watch.part("rest"):
                    await ask(*message)
                pipe.send((watch.take(), (time.process_time() - cpu) * 1000))
            pipe.send({"rss_mb": _memory("VmRSS"), "peak_mb": _memory("VmHWM")})


@asynccontextmanager
async def _ours(folder: Path) -> AsyncIterator[Ask]:
    from bench.ours import open_ours, say

    async with open_ours(folder) as service:

        async def ask(session: str, text: str) -> object:
            return await say(service, session, text)

        yield ask


@asynccontextmanager
async def _baseline(folder: Path) -> AsyncIterator[Ask]:
    from bench.baseline.agent import load

    agent = await load(f"sqlite:///{folder / 'rasa.db'}")

    async def ask(session: str, text: str) -> object:
        return await agent.handle_text(text, sender_id=session)

    yield ask


def _watching() -> Stopwatch:
    """Imports Rasa, and counts the parts of both assistants."""
    from bot.assistant.quiet import quieten

    quieten()
    from rasa.core.agent import Agent
    from rasa.core.processor import MessageProcessor
    from rasa.core.tracker_store import SQLTrackerStore

    from bot.assistant.rasa_assistant import RasaAssistant
    from bot.conversation.recorder import Recorder
    from bot.store.inbox import InboxRepository
    from bot.text.vectors import Encoder

    watch = Stopwatch()
    for owner, method, part in (
        (RasaAssistant, "_load", "model"), (Agent, "load_model", "model"),
        (Encoder, "encode", "e5"), (MessageProcessor, "parse_message", "nlu"),
        (SQLTrackerStore, "retrieve", "tracker"), (SQLTrackerStore, "save", "tracker"),
        (InboxRepository, "accept", "store"), (Recorder, "record", "store"),
    ):  # fmt: skip
        watch.watch(owner, method, part)
    return watch


def _memory(name: str) -> int:
    """Megabytes by the kernel's count; where there is no /proc, the peak."""
    status = Path("/proc/self/status")
    if not status.exists():
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)  # macOS counts bytes
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return round(int(line.split()[1]) / 1024)
