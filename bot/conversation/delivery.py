"""What reaches a citizen whom we may not always write to: the ledger of a channel that others own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.conversation.messages import Posting, Reply

# open: nobody has given it yet. offered: being written to a connection. answered: written. sending: handed to the
# sender. sent: taken by the platform. waiting: for the citizen's next message. uncertain: given or not, nobody knows.
# refused: never.
State = Literal["open", "offered", "answered", "sending", "sent", "waiting", "uncertain", "refused"]
Trigger = Literal["message", "menu", "subscribe", "scan"]


@dataclass(frozen=True)
class Arrival:
    """One push of a message or event. `key` is the same in every try; `nonce` names this try's signature; `trigger`
    is the window it opens, None for none; `owed` says that an answer of a turn is due. `passive_until`: until then
    the answer may still go out on a connection. `page_since`: how old the page may be that they came from."""

    channel: str
    session: str
    key: str
    nonce: str
    at: datetime
    passive_until: datetime
    page_since: datetime
    owed: bool = True
    trigger: Trigger | None = None


@dataclass(frozen=True)
class Owed:
    """What the door needs to know of the answer it owes. `page`: where the citizen came from; `others_wait`: something
    waits for this message of theirs."""

    id: int
    state: State
    tries: int
    page: str | None
    others_wait: bool


@dataclass(frozen=True)
class Delivery:
    """One answer that a citizen is owed. `attempts` counts what the sender tried; `code` is the last
    refusal. `posting` is what staff or a slow turn left in the outbox, `reply` the answer of a turn, once it is there.
    """

    id: int
    channel: str
    session: str
    key: str
    state: State
    attempts: int
    code: str | None = None
    reply: Reply | None = None
    posting: Posting | None = None


@dataclass(frozen=True)
class Window:
    """So many messages may be sent to a citizen until `expires`."""

    trigger: Trigger
    expires: datetime
    left: int


class Replayed(Exception):
    """The signature was used before, for another message."""


class Deliveries(Protocol):
    """The ledger. Every step is one transaction; of two workers one wins."""

    async def arrived(self, arrival: Arrival, window: Window | None) -> Owed | None:
        """Count the push, open its window; what is owed, None when nothing is. Raises Replayed."""
        ...

    async def offer(self, id_: int, at: datetime) -> bool:
        """It is about to be written to a connection; False when the sender has it or had it."""
        ...

    async def confirm(self, ids: Sequence[int]) -> None:
        """They were written."""
        ...

    async def move(self, id_: int, state: State, *, code: str | None = None, next_at: datetime | None = None) -> None:
        """What became of it; with `next_at`, when the sender looks at it again."""
        ...

    async def take_due(self, channel: str, now: datetime, limit: int) -> list[Delivery]:
        """What the sender may give now (its reply is there, no connection will come), oldest first, now "sending"."""
        ...

    async def adopt_postings(self, channel: str, now: datetime) -> int:
        """Owe what staff answered; how many were new."""
        ...

    async def take_waiting(self, channel: str, session: str, carrier: int, at: datetime) -> list[Delivery]:
        """What waits for this citizen's next message, now "offered" and going out with the delivery `carrier`; what
        an earlier try of it took is among it again."""
        ...

    async def recover(self, channel: str, now: datetime, up_since: datetime) -> None:
        """Judge what a process left half done: offered and asked for no more is answered, if somebody was up to hear
        the next try; whatever else is half done is uncertain."""
        ...

    async def windows(self, channel: str, session: str, now: datetime) -> Sequence[Window]:
        """Those still open, the first to expire first."""
        ...

    async def spend(self, channel: str, session: str, trigger: Trigger, left: int) -> bool:
        """Use one message of a window that has `left`; False when another worker was faster."""
        ...

    async def close_windows(self, channel: str, session: str) -> None:
        """The platform says nothing is left."""
        ...

    async def remember_page(self, channel: str, session: str, page: str | None, at: datetime) -> None:
        """The page a citizen came from."""
        ...

    async def forget(self, channel: str, session: str, at: datetime) -> Mapping[str, int]:
        """Delete what a citizen said and was told, but tickets, which the law keeps; record that it was done. How many
        rows of each table."""
        ...

    async def not_delivered(self, channel: str) -> Sequence[Delivery]:
        """For staff: waiting, uncertain and refused ones, oldest first."""
        ...
