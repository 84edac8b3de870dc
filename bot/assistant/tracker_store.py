"""Where Rasa keeps conversations: its own SQL store, kept short, with SQLite set up for many small writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import event
from sqlalchemy.engine import make_url

from bot.assistant.short_memory import ShortTrackerStore


def open_tracker_store(domain: Domain, url: str) -> SQLTrackerStore:
    """The store at a database URL (sqlite:///file or postgresql://…).

    As shipped, SQLite commits with a full fsync each turn: 17 ms in the lab. WAL with synchronous=NORMAL loses at
    most the last turns of a power cut, and those are still in the inbox.
    """
    parts = make_url(url)
    if parts.drivername.startswith("sqlite") and parts.database:
        # Citizens' words: for the owner's eyes, in a folder that may not be there yet.
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
        Path(parts.database).touch(mode=0o600)
    store = ShortTrackerStore(
        domain=domain,
        dialect=parts.drivername,
        host=parts.host,
        port=parts.port,
        db=parts.database or "",
        username=parts.username,
        password=parts.password,
    )
    store.engine.hide_parameters = True
    if parts.drivername.startswith("sqlite"):
        event.listen(store.engine, "connect", _set_up_sqlite)
        store.engine.dispose()
    return store


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
