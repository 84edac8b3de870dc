"""Runs the assistant: one turn at a time per session, one turn per message, whatever happens to who waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from bot.conversation.messages import Message, Reply, TicketRequest, Utterance
from bot.conversation.place import where
from bot.conversation.ports import Accepted, AlreadyReplied, Assistant, Inbox
from bot.conversation.recorder import Recorder

log = logging.getLogger(__name__)


class Late(Exception):
    """The turn takes longer than the caller may wait; its reply will be in the outbox."""


class Busy(Exception):
    """As many turns are running as may; the message was not taken."""


@dataclass
class Turn:
    """A message being answered. `posted` says the reply must go to the outbox; `sealed`, that it is too late to ask."""

    posted: bool
    sealed: bool = False
    task: asyncio.Task[Reply] = field(init=False)

    async def result(self, timeout: float) -> Reply:
        """The reply; raises Late after `timeout` seconds, and then the reply is posted."""
        try:
            await asyncio.wait({self.task}, timeout=timeout)
        except asyncio.CancelledError:
            self.posted = True  # nobody waits any more
            raise
        if not self.task.done() and not self.sealed:
            self.posted = True
            raise Late
        return await asyncio.shield(self.task)


class Turns:
    """Every turn that is running in this process."""

    def __init__(
        self,
        assistant: Assistant,
        inbox: Inbox,
        recorder: Recorder,
        apology: str,
        posted: Callable[[Utterance], None],
        patience: float,
    ) -> None:
        """`patience` is the most seconds an assistant gets; `posted` is told of a reply put in the outbox."""
        self._assistant, self._inbox, self._recorder = assistant, inbox, recorder
        self._apology, self._posted, self._patience = apology, posted, patience
        self._running: dict[int, Turn] = {}
        self._heard: set[tuple[str, str]] = set()
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    @property
    def running(self) -> int:
        """How many, those in line included."""
        return len(self._running)

    def is_running(self, utterance: Utterance) -> bool:
        """Whether this message is being answered: hearing it again makes no more work."""
        return (utterance.channel, utterance.message_id) in self._heard

    def start(self, accepted: Accepted, *, explain: bool = False, posted: bool = False) -> Turn:
        """Begin the turn of a message, or join the one that is running. Turns of a session run in this order."""
        turn = self._running.get(accepted.id)
        if turn is None:
            turn = self._running[accepted.id] = Turn(posted)
            message = (accepted.utterance.channel, accepted.utterance.message_id)
            self._heard.add(message)
            turn.task = asyncio.create_task(self._run(turn, accepted, explain))
            turn.task.add_done_callback(lambda task: self._ended(accepted.id, message, task))
        return turn

    async def finish(self, seconds: float) -> None:
        """Wait for what is running, then give up: a message given up is answered at the next start."""
        tasks = [turn.task for turn in self._running.values()]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, turn: Turn, accepted: Accepted, explain: bool) -> Reply:
        said = accepted.utterance
        lock = self._locks.setdefault((said.channel, said.session), asyncio.Lock())
        async with lock:
            if not accepted.new:  # its first turn may have ended since it was read
                accepted = await self._inbox.accept(said)
            if accepted.reply:
                return accepted.reply
            reply = await self._ask(accepted, explain)
            turn.sealed, post = True, turn.posted
            reply = await self._record(accepted, reply, post)
        if post:
            self._posted(said)
        return reply

    async def _ask(self, accepted: Accepted, explain: bool) -> Reply:
        answer = self._assistant.respond(accepted.utterance, explain=explain, seen=not accepted.new)
        try:
            return await asyncio.wait_for(answer, self._patience)
        except Exception as problem:  # whatever it is, the citizen gets a person instead
            log.error("turn.assistant_failed", extra={"problem": type(problem).__name__, "at": where(problem)})
            return Reply(
                "handoff",
                messages=[Message("text", self._apology)],
                open_ticket=TicketRequest("question", "assistant_error"),
            )

    async def _record(self, accepted: Accepted, reply: Reply, post: bool) -> Reply:
        try:
            return await self._recorder.record(accepted, reply, post=post)
        except AlreadyReplied:
            stored = await self._inbox.accept(accepted.utterance)
            assert stored.reply is not None
            return stored.reply

    def _ended(self, id_: int, message: tuple[str, str], task: asyncio.Task[Reply]) -> None:
        self._running.pop(id_, None)
        self._heard.discard(message)
        if not task.cancelled() and (problem := task.exception()):
            log.error("turn.not_recorded", extra={"problem": type(problem).__name__, "at": where(problem)})
