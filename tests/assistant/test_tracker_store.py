"""What Rasa remembers lies encrypted in its own tables; older plain rows are read; another key is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event

from bot.assistant.tracker_store import open_tracker_store
from bot.cipher import Cipher, WrongKey, new_key
from tests.store.conftest import drop_postgres, make_postgres

DOMAIN = Domain.from_dict({"slots": {"contact": {"type": "any", "mappings": [{"type": "custom"}]}}})
OLD, NEW = new_key(), new_key()
SECRETS = ("张三", "13812345678", "\\u5f20\\u4e09")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'rasa.db'}"
        return
    url = make_postgres()
    yield url
    drop_postgres(url)


def turn(text: str) -> list[Event]:
    return [
        ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"),
        UserUttered(text, {"name": "report"}), SlotSet("contact", text), BotUttered("好的", {"custom": {"name": text}}),
    ]  # fmt: skip


async def say(store: SQLTrackerStore, text: str, sender: str = "web:s1") -> None:
    tracker = await store.get_or_create_tracker(sender)
    for new in turn(text):
        tracker.update(new)
    await store.save(tracker)


async def heard(store: SQLTrackerStore, sender: str = "web:s1") -> list[str | None]:
    tracker: DialogueStateTracker | None = await store.retrieve_full_tracker(sender)
    return [said.text for said in tracker.events if isinstance(said, UserUttered)] if tracker else []


def rows(store: SQLTrackerStore) -> list[str]:
    with store.engine.connect() as connection:
        return [data for (data,) in connection.execute("SELECT data FROM events ORDER BY id")]


async def test_events_come_back_and_cannot_be_read_in_the_table(url: str) -> None:
    store = open_tracker_store(DOMAIN, url, Cipher([OLD]))
    await say(store, "张三 13812345678")
    await say(store, "还是张三")
    assert len(rows(store)) == len({*rows(store)}) >= 12
    assert not any(secret in row for row in rows(store) for secret in SECRETS)
    assert await heard(open_tracker_store(DOMAIN, url, Cipher([OLD]))) == ["张三 13812345678", "还是张三"]


async def test_rows_from_before_are_read_and_new_ones_are_encrypted(url: str) -> None:
    await say(open_tracker_store(DOMAIN, url), "从前")
    store = open_tracker_store(DOMAIN, url, Cipher([OLD]))
    await say(store, "如今")
    plain = [row.startswith("{") for row in rows(store)]
    assert {*plain} == {True, False} and plain == sorted(plain, reverse=True)
    assert await heard(store) == ["从前", "如今"]


async def test_another_key_stops_the_start_and_harms_nothing(url: str) -> None:
    await say(open_tracker_store(DOMAIN, url, Cipher([OLD])), "甲")
    with pytest.raises(WrongKey):
        open_tracker_store(DOMAIN, url, Cipher([NEW]))
    assert await heard(open_tracker_store(DOMAIN, url, Cipher([NEW, OLD]))) == ["甲"]


async def test_a_talk_whose_key_was_given_up_begins_anew(url: str) -> None:
    await say(open_tracker_store(DOMAIN, url, Cipher([OLD])), "旧", "web:old")
    await say(open_tracker_store(DOMAIN, url, Cipher([NEW, OLD])), "新", "web:new")
    store = open_tracker_store(DOMAIN, url, Cipher([NEW]))
    assert await heard(store, "web:old") == []
    await say(store, "又来了", "web:old")
    assert await heard(store, "web:old") == ["又来了"]
    assert await heard(store, "web:new") == ["新"]


async def test_the_file_is_for_its_owner_and_holds_no_words(tmp_path: Path) -> None:
    store = open_tracker_store(DOMAIN, f"sqlite:///{tmp_path / 'rasa.db'}", Cipher([OLD]))
    await say(store, "张三 13812345678")
    store.engine.dispose()
    with sqlite3.connect(tmp_path / "rasa.db") as connection:
        whole = "\n".join(connection.iterdump())
    assert "web:s1" in whole and not any(secret in whole for secret in SECRETS)
    assert (tmp_path / "rasa.db").stat().st_mode & 0o077 == 0


async def test_the_file_is_opened_once(tmp_path: Path) -> None:
    store = open_tracker_store(DOMAIN, f"sqlite:///{tmp_path / 'rasa.db'}", Cipher([OLD]))
    await say(store, "一")
    opened: list[object] = []
    event.listen(store.engine, "connect", lambda connection, record: opened.append(connection))
    for text in "二三四":
        await say(store, text)
    assert await heard(store) == ["一", "二", "三", "四"] and not opened
