"""A process to be killed: `python -m tests.conversation.victim FOLDER POINT ID…` hears each message and prints replies.

POINT names the moment at which it kills itself the hard way; "never" lets it live. The assistant remembers message ids
in a file, as Rasa's tracker does; every time it thinks, it thinks of something new.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

import bot.conversation
from bot.casework.tickets import TicketRules
from bot.cipher import load_cipher
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Message, Reply, TicketRequest, Utterance
from bot.conversation.ports import Accepted, Inbox, Ledger, Stores, Transaction
from bot.store.database import open_database
from bot.store.repositories import conversation_stores

POINTS = ("accepting", "accepted", "thinking", "thought", "ticket opened", "reply written", "committed")
WORDS = yaml.safe_load((Path(bot.conversation.__file__).with_name("words.yml")).read_text(encoding="utf-8"))


class Mine:
    """Goes off at one point."""

    def __init__(self, point: str) -> None:
        self._point = point

    def step(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


class RememberingAssistant:
    def __init__(self, file: Path, mine: Mine) -> None:
        self._file, self._mine = file, mine

    async def respond(self, utterance: Utterance, *, explain: bool = False, seen: bool = False) -> Reply:
        self._mine.step("thinking")
        known = json.loads(self._file.read_text()) if self._file.exists() else {}
        known.setdefault(utterance.message_id, uuid.uuid4().hex)
        self._file.with_suffix(".new").write_text(json.dumps(known))
        self._file.with_suffix(".new").replace(self._file)
        self._mine.step("thought")
        text = f"{known[utterance.message_id]} [[ticket.number]]"
        return Reply("handoff", messages=[Message("text", text)], open_ticket=TicketRequest("report", "report"))

    def is_ready(self) -> bool:
        return True

    async def is_awake(self) -> bool:
        return True


class MinedInbox:
    def __init__(self, inbox: Inbox, mine: Mine) -> None:
        self._inbox, self._mine = inbox, mine

    async def accept(self, utterance: Utterance) -> Accepted:
        self._mine.step("accepting")
        accepted = await self._inbox.accept(utterance)
        self._mine.step("accepted")
        return accepted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inbox, name)


class MinedTransaction:
    def __init__(self, transaction: Transaction, mine: Mine) -> None:
        self._transaction, self._mine = transaction, mine

    async def add_ticket(self, ticket: Any) -> None:
        await self._transaction.add_ticket(ticket)
        self._mine.step("ticket opened")

    async def save_reply(self, *arguments: Any) -> None:
        await self._transaction.save_reply(*arguments)
        self._mine.step("reply written")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transaction, name)


class MinedLedger:
    def __init__(self, ledger: Ledger, mine: Mine) -> None:
        self._ledger, self._mine = ledger, mine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MinedTransaction]:
        async with self._ledger.transaction() as transaction:
            yield MinedTransaction(transaction, self._mine)
        self._mine.step("committed")


def lay(stores: Stores, mine: Mine) -> Stores:
    return replace(stores, inbox=MinedInbox(stores.inbox, mine), ledger=MinedLedger(stores.ledger, mine))


async def main(folder: Path, point: str, ids: list[str]) -> None:
    mine = Mine(point)
    database = await open_database(f"sqlite:///{folder / 'bot.db'}")
    stores = lay(conversation_stores(database, load_cipher((), folder)), mine)
    assistant = RememberingAssistant(folder / "tracker.json", mine)
    conversation = Conversation(assistant, stores, TicketRules("JA"), WORDS)
    print("ready", flush=True)
    await conversation.resume()
    for id_ in ids:
        reply = await conversation.handle(Utterance("web", "s1", id_, "转人工"))
        print(json.dumps([id_, reply.messages[0].text]), flush=True)
    await conversation.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]))
