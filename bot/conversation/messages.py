"""What a citizen says, and what the assistant says back. Plain values, no behaviour."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

Kind = Literal["answer", "guide", "document", "documents", "clarify", "route", "form", "report", "handoff", "chat"]


@dataclass(frozen=True)
class Utterance:
    """One inbound message; (channel, message_id) is unique for all time."""

    channel: str
    session: str
    message_id: str
    text: str
    page: str | None = None
    received_at: datetime | None = None


@dataclass(frozen=True)
class Message:
    """One bubble: `type` is "text", or "card" with a title and, where there is a page, a url."""

    type: Literal["text", "card"]
    text: str
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Source:
    """Where an answer comes from."""

    id: str | None
    title: str
    number: str | None = None
    article: str | None = None
    issued_on: str | None = None
    status: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Choice:
    """One reading of an ambiguous question, offered for the citizen to pick."""

    entry: str
    facet: str | None
    label: str


@dataclass(frozen=True)
class TicketRequest:
    """The assistant asks for a row in the hotline queue; the turn opens it with the reply.

    `kind` is one of casework.tickets.TICKET_KINDS, `reason` a short code such as
    "no_source", "asked_for_human", "report", "application". `fields` holds what a form collected, by slot, the most
    telling first; `private` what only staff may read (name, identity number, contact), encrypted at rest.
    """

    kind: str
    reason: str
    fields: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseRequest:
    """The assistant asks about a ticket that is there: its `number` as the citizen typed it, None for what this session
    filed last. `proof` is what was typed as the end of the contact given with it; `withdraw` takes it back."""

    number: str | None
    proof: str | None = None
    withdraw: bool = False


@dataclass(frozen=True)
class Ticket:
    """What the citizen is told about a queue row. `due` is ISO 8601 with offset, or None when unknown."""

    number: str
    due: str | None


@dataclass(frozen=True)
class Reply:
    """The whole answer to one utterance, in the shape of the public API (shared/contract.md).

    `open_ticket`, `further_tickets` and `look_up` are requests: the turn does them and fills the texts. `ticket` is the
    first one opened. `private` lists what the texts say that no store may keep, as it stands there (a name read back).
    """

    kind: Kind
    entry: str | None = None
    facet: str | None = None
    confidence: float | None = None
    messages: list[Message] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    form: dict[str, str | None] | None = None
    ticket: Ticket | None = None
    open_ticket: TicketRequest | None = None
    further_tickets: list[TicketRequest] = field(default_factory=list)
    look_up: CaseRequest | None = None
    private: list[str] = field(default_factory=list)
    explain: dict[str, Any] | None = None

    @property
    def requests(self) -> list[TicketRequest]:
        """The tickets asked for, the first one first."""
        return [self.open_ticket, *self.further_tickets] if self.open_ticket else self.further_tickets

    def without_requests(self) -> Reply:
        """What may be said again: nothing that would be done twice."""
        return replace(self, open_ticket=None, further_tickets=[], look_up=None)

    def for_the_store(self) -> Reply:
        """What may be kept: of what is private the first sign, and stars."""
        shown = [value for value in sorted(self.private, key=len, reverse=True) if len(value) > 1]
        messages = self.messages
        for value in shown:
            hidden = value[0] + "*" * (len(value) - 1)
            messages = [replace(message, text=message.text.replace(value, hidden)) for message in messages]
        return replace(self.without_requests(), messages=messages, private=[], explain=None)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready, with every field present, private ones included."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reply:
        """Undo `to_dict`."""
        request, ticket, asked = data.get("open_ticket"), data.get("ticket"), data.get("look_up")
        return cls(
            **{
                **data,
                "messages": [Message(**item) for item in data["messages"]],
                "sources": [Source(**item) for item in data["sources"]],
                "choices": [Choice(**item) for item in data["choices"]],
                "ticket": Ticket(**ticket) if ticket else None,
                "open_ticket": TicketRequest(**request) if request else None,
                "look_up": CaseRequest(**asked) if asked else None,
                "further_tickets": [TicketRequest(**item) for item in data.get("further_tickets", [])],
            }
        )


@dataclass(frozen=True)
class Posting:
    """Something for the citizen that arrives later: a slow reply (`reply`), or what staff answered (`text`).

    `id` grows with every posting of the store; `message_id` is the utterance it belongs to.
    """

    id: int
    type: Literal["reply", "staff_answer"]
    message_id: str
    at: datetime
    reply: Reply | None = None
    text: str | None = None
    ticket: Ticket | None = None
