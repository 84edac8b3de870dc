"""Our Reply out of what Rasa uttered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered

from bot.conversation.messages import Reply


class NoReply(RuntimeError):
    """Rasa ended the turn without one of our replies: an action failed."""


def reply_in(messages: Iterable[Mapping[str, Any]]) -> Reply:
    """The reply among the messages of an output channel."""
    for message in messages:
        if "reply" in (message.get("custom") or {}):
            return Reply.from_dict(message["custom"]["reply"])
    raise NoReply


def reply_to_message(events: Iterable[Event], message_id: str) -> Reply | None:
    """The reply given earlier to a message, when its turn came to an end; None when it did not."""
    inside = False
    uttered: list[Mapping[str, Any]] = []
    for event in events:
        if isinstance(event, UserUttered):
            inside, uttered = event.message_id == message_id, []
        elif inside and isinstance(event, BotUttered):
            uttered.append(event.data)
        elif inside and uttered and isinstance(event, ActionExecuted) and event.action_name == "action_listen":
            return reply_in(uttered)
    return None
