"""The public JSON of shared values: what is internal stays in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.conversation.messages import Posting, Reply

INTERNAL = ("open_ticket", "further_tickets", "look_up", "private", "explain")


def reply_json(reply: Reply, *, explain: bool = False) -> dict[str, Any]:
    """Every field of the contract; `explain` only when it was asked for."""
    data = reply.to_dict()
    return {name: value for name, value in data.items() if name not in INTERNAL or (explain and name == "explain")}


def posting_json(posting: Posting) -> dict[str, Any]:
    """`reply` for a slow reply, `text` and `ticket` for an answer of staff."""
    return {
        "id": posting.id,
        "type": posting.type,
        "message_id": posting.message_id,
        "at": posting.at.isoformat(timespec="seconds"),
        "reply": reply_json(posting.reply) if posting.reply else None,
        "text": posting.text,
        "ticket": asdict(posting.ticket) if posting.ticket else None,
    }
