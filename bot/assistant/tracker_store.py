"""Where Rasa keeps conversations: its own SQL store, kept short and encrypted, SQLite set up for many small writes."""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine
from sqlalchemy import event as sql_event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.pool import QueuePool

from bot.assistant.short_memory import ShortTrackerStore
from bot.cipher import Cipher, WrongKey

log = logging.getLogger(__name__)

# Rasa walks all kinds of events for each one it reads; they do not change while the process runs.
Event.resolve_by_type = staticmethod(functools.cache(Event.resolve_by_type))


class EncryptedTrackerStore(ShortTrackerStore):
    """Rasa's SQL store; what an event holds lies encrypted in its row. Rows from before are plain, and read as such."""

    def __init__(self, cipher: Cipher, **options: Any) -> None:
        super().__init__(**options)
        self._cipher = cipher
        sql_event.listen(self.sessionmaker, "loaded_as_persistent", self._decrypt)

    def check_key(self) -> None:
        """Raises WrongKey when the newest event was written with a key that is not ours."""
        with self.session_scope() as session:
            session.query(self.SQLEvent).order_by(self.SQLEvent.id.desc()).first()

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        try:
            tracker: DialogueStateTracker | None = await super()._retrieve(sender_id, fetch_events_from_all_sessions)
        except WrongKey:  # a key that was given up since: the talk begins anew, Rasa counts no rows it did not read
            log.warning("tracker.key_unknown")
            self._forget(sender_id)
            return None
        return tracker

    def _forget(self, sender_id: str) -> None:
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter_by(sender_id=sender_id).delete()
            session.commit()

    def _row(self, sender: str, event: Event) -> dict[str, Any]:
        row = super()._row(sender, event)
        return {**row, "data": self._cipher.encrypt(row["data"])}

    def _decrypt(self, _session: Session, row: Any) -> None:
        if not row.data.startswith("{"):
            set_committed_value(row, "data", self._cipher.decrypt(row.data))


def open_tracker_store(domain: Domain, url: str, cipher: Cipher | None = None) -> SQLTrackerStore:
    """The store at a database URL (sqlite:///file or postgresql://…), plain without a cipher.

    Raises WrongKey when it was written with another key.

    As shipped, SQLite commits with a full fsync each turn: 17 ms in the lab. WAL with synchronous=NORMAL loses at
    most the last turns of a power cut, and those are still in the inbox.
    """
    parts = make_url(url)
    if parts.drivername.startswith("sqlite") and parts.database:
        # Citizens' words: for the owner's eyes, in a folder that may not be there yet.
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
        Path(parts.database).touch(mode=0o600)
    options = {
        "domain": domain,
        "dialect": parts.drivername,
        "host": parts.host,
        "port": parts.port,
        "db": parts.database or "",
        "username": parts.username,
        "password": parts.password,
    }
    store = EncryptedTrackerStore(cipher, **options) if cipher else ShortTrackerStore(**options)
    store.engine.hide_parameters = True
    if parts.drivername.startswith("sqlite"):
        _keep_open(store)
    if isinstance(store, EncryptedTrackerStore):
        store.check_key()
    return store


def _keep_open(store: SQLTrackerStore) -> None:
    """As Rasa sets it up, SQLite's file is opened for each read and write, and whoever closes it empties the WAL."""
    store.engine.dispose()
    store.engine = create_engine(
        store.engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False}, hide_parameters=True
    )
    sql_event.listen(store.engine, "connect", _set_up_sqlite)
    store.sessionmaker.configure(bind=store.engine)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
