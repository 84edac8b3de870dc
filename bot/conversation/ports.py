"""What the middle needs from the rooms around it."""

from __future__ import annotations

from typing import Protocol

from bot.conversation.messages import Reply, Utterance


class Assistant(Protocol):
    """Understands and decides. One call at a time per session; calls of different sessions may overlap."""

    async def respond(self, utterance: Utterance, *, explain: bool = False) -> Reply:
        """The reply; for a message id answered before, the same reply without thinking again."""
        ...

    def is_ready(self) -> bool:
        """True once the model and the search index are loaded."""
        ...
