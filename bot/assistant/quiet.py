"""Keeps Rasa's logs short, and free of citizens' words."""

from __future__ import annotations

import logging
import os
import warnings

import structlog

# On failure Rasa logs the whole tracker, the message and the action's payload at error level.
_SPOKEN = ("rasa.core.processor", "rasa.core.actions", "rasa.core.channels", "rasa.core.agent", "rasa_sdk.executor")


class _WithoutWords(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Keep where and what kind, drop the text."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "event"
        record.msg, record.args = f"{record.name}:{record.lineno} {kind}", ()
        record.exc_info = record.exc_text = None
        return True


def quieten() -> None:
    """Call before Rasa is imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa's own: no progress bars of the policies
    # Packages switch warnings on again while they load; who runs the assistant can do nothing about them.
    warnings.showwarning = lambda *_arguments, **_keywords: None
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    for name in _SPOKEN:
        logging.getLogger(name).addFilter(_WithoutWords())
    for name in ("rasa", "rasa_sdk", "alembic", "apscheduler", "matplotlib", "tensorflow", "jieba"):
        logging.getLogger(name).setLevel(logging.ERROR)
