"""Keeps Rasa's logs short, and free of citizens' words."""

from __future__ import annotations

import functools
import logging
import os
import warnings
from collections.abc import Callable
from typing import Any

import structlog

# On failure Rasa logs the whole tracker, the message and the action's payload at error level.
# SQL drivers print the values of a statement.
_SPOKEN = ("rasa", "rasa_sdk", "sqlalchemy", "aiosqlite", "asyncpg")


def _without_words(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    """Records of these packages, whatever their logger below, keep where and what kind; the text is dropped.

    At the birth of a record: a filter on a logger does not see what its children say."""

    def made(*arguments: Any, **keywords: Any) -> logging.LogRecord:
        record = make(*arguments, **keywords)
        if record.name.split(".")[0] not in _SPOKEN or record.levelno < logging.WARNING:
            return record
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "event"
        record.msg, record.args = f"{record.name}:{record.lineno} {kind}", ()
        record.exc_info = record.exc_text = None
        return record

    return made


@functools.cache
def _drop_words() -> None:
    """Once: from here on every record is born without words."""
    logging.setLogRecordFactory(_without_words(logging.getLogRecordFactory()))


def quieten() -> None:
    """Call before Rasa is imported."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # Rasa's own: no progress bars of the policies
    # Packages switch warnings on again while they load; who runs the assistant can do nothing about them.
    warnings.showwarning = lambda *_arguments, **_keywords: None
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    _drop_words()
    for name in (*_SPOKEN, "alembic", "apscheduler", "matplotlib", "tensorflow", "jieba"):
        logging.getLogger(name).setLevel(logging.ERROR)
