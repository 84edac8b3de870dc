"""A conversation on a real SQLite file, with the fake assistant."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml

import bot.conversation
from bot.casework.tickets import TicketRules
from bot.cipher import load_cipher
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Utterance
from bot.conversation.ports import Stores
from bot.store.database import open_database
from bot.store.repositories import conversation_stores
from tests.conversation.fakes import FakeAssistant

WORDS = yaml.safe_load((Path(bot.conversation.__file__).with_name("words.yml")).read_text(encoding="utf-8"))
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=timezone(timedelta(hours=8)))
Build = Callable[..., Conversation]


def said(text: str, message_id: str = "m1", session: str = "s1", page: str | None = None) -> Utterance:
    return Utterance("web", session, message_id, text, page)


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[Stores]:
    database = await open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    yield conversation_stores(database, load_cipher((), tmp_path))
    await database.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
async def build(stores: Stores, assistant: FakeAssistant) -> AsyncIterator[Build]:
    built = []

    def make(**options) -> Conversation:
        options = {"turn_timeout": 0.2, "poll_seconds": 0.05, "now": lambda: TUESDAY} | options
        conversation = Conversation(assistant, options.pop("stores", stores), TicketRules("JA"), WORDS, **options)
        built.append(conversation)
        return conversation

    yield make
    for conversation in built:
        await conversation.close(0.1)


@pytest.fixture
def conversation(build: Build) -> Conversation:
    return build()
