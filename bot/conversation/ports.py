"""What the middle needs from the rooms around it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.conversation.messages import Posting, Reply, Utterance
from bot.conversation.tickets import Line, QueuedTicket


class Assistant(Protocol):
    """Understands and decides. One call at a time per session; calls of different sessions may overlap."""

    async def respond(self, utterance: Utterance, *, explain: bool = False, seen: bool = False) -> Reply:
        """The reply; for a message id `seen` and answered before, the same reply without thinking again."""
        ...

    def is_ready(self) -> bool:
        """True once the model and the search index are loaded."""
        ...

    async def is_awake(self) -> bool:
        """True when it would begin a turn now; one that is stuck never returns, so wait for it with a timeout."""
        ...


@dataclass(frozen=True)
class Accepted:
    """An utterance as the store keeps it; `reply` is None until its turn has ended, `new` tells the first arrival."""

    id: int
    utterance: Utterance
    reply: Reply | None = None
    new: bool = False


class AlreadyReplied(Exception):
    """Another process recorded a reply to this message first; nothing was written."""


class Inbox(Protocol):
    """Inbound messages."""

    async def accept(self, utterance: Utterance) -> Accepted:
        """Store it, unless (channel, message_id) is known: then what the store has, the first text included."""
        ...

    async def unanswered(self) -> list[Accepted]:
        """Messages without a reply, oldest first."""
        ...

    async def rate(self, channel: str, session: str, message_id: str, useful: bool, at: datetime) -> bool:
        """Keep what the citizen thought of a reply; False when this session has no such reply."""
        ...


class Postings(Protocol):
    """What waits for citizens."""

    async def after(self, channel: str, session: str, id_: int) -> list[Posting]:
        """Postings of one session with a greater id, oldest first."""
        ...

    async def newest_id(self) -> int:
        """The greatest id, 0 when there is none."""
        ...

    async def sessions_after(self, id_: int) -> list[tuple[int, str, str]]:
        """(id, channel, session) of every posting with a greater id, oldest first."""
        ...


class Tickets(Protocol):
    """The hotline queue, for reading."""

    async def list(self, *, open_only: bool) -> Sequence[QueuedTicket]:
        """Rows, oldest first."""
        ...

    async def find(self, number: str) -> QueuedTicket | None:
        """One row."""
        ...


class Transaction(Protocol):
    """All of it is written, or none."""

    async def save_reply(self, message: int, text: str, reply: Reply, at: datetime) -> None:
        """The one reply to an accepted message, whose text is from now on `text`; raises AlreadyReplied."""
        ...

    async def post(self, channel: str, session: str, posting: Posting) -> int:
        """Put it in the outbox; returns the id it was given (`posting.id` is ignored)."""
        ...

    async def transcript(self, message: int, limit: int) -> list[Line]:
        """What was said in the session up to and including this message, oldest first, at most `limit` lines."""
        ...

    async def ticket(self, number: str) -> QueuedTicket | None:
        """One row."""
        ...

    async def open_ticket(self, channel: str, session: str, reason: str, since: datetime | None) -> QueuedTicket | None:
        """The newest open ticket of a session for this reason; nobody answers it before the block ends."""
        ...

    async def filed_last(self, channel: str, session: str) -> list[QueuedTicket]:
        """What a form opened for this session, by the last message that had one opened, in order."""
        ...

    async def next_sequence(self, day: date, numbers: range) -> int:
        """The first of `numbers` for the first ticket of the day among them; two transactions never get the same."""
        ...

    async def add_ticket(self, ticket: QueuedTicket) -> None:
        """Put it in the queue."""
        ...

    async def update_ticket(self, ticket: QueuedTicket) -> None:
        """Keep its transcript, fields and private values as they are now."""
        ...

    async def withdraw_ticket(self, ticket: QueuedTicket) -> bool:
        """Take an open ticket back, its transcript kept as it is now; False when it is no longer open."""
        ...

    async def close_ticket(self, number: str, answer: str, at: datetime) -> QueuedTicket | None:
        """Answer an open ticket; None when there is no open ticket of that number."""
        ...


class Ledger(Protocol):
    """The way to write several things at once."""

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Commits at the end of the block, rolls back on an exception."""
        ...

    async def ping(self) -> bool:
        """Whether the store answers."""
        ...


class TicketRules(Protocol):
    """Numbers and deadlines of tickets."""

    def day_of(self, moment: datetime) -> date:
        """The local day."""
        ...

    def number(self, day: date, sequence: int) -> str:
        """The number citizens are told."""
        ...

    def read_number(self, typed: str) -> str | None:
        """The number in what a citizen typed; None when there is none."""
        ...

    def due(self, kind: str, opened_at: datetime) -> datetime | None:
        """When it must be answered, in local time; None when unknown."""
        ...


@dataclass(frozen=True)
class Stores:
    """Every store of the middle."""

    inbox: Inbox
    postings: Postings
    tickets: Tickets
    ledger: Ledger
