"""How a line of the log looks: time, level, who, what happened, and the extras that tell its cause."""

from __future__ import annotations

import logging

# The only extras shown. Each names a kind or a place of ours, never what a citizen said.
SHOWN = ("check", "problem", "at")


class Lines(logging.Formatter):
    """`… ERROR bot.conversation.turn turn.assistant_failed problem=KeyError at=reply.py:41`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line, then what stands in `extra`."""
        extras = (f" {name}={vars(record)[name]}" for name in SHOWN if vars(record).get(name))
        return super().formatMessage(record) + "".join(extras)


def set_up(level: str) -> None:
    """Everything of this level and above, to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    logging.basicConfig(level=level.upper(), handlers=[handler])
