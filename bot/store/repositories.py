"""The stores of the middle, on one database."""

from __future__ import annotations

from bot.cipher import Cipher
from bot.conversation.ports import Stores
from bot.store.database import Database
from bot.store.inbox import InboxRepository
from bot.store.ledger import LedgerRepository
from bot.store.postings import PostingRepository
from bot.store.tickets import TicketRepository


def conversation_stores(database: Database, cipher: Cipher) -> Stores:
    """What `Conversation` and `TicketQueue` need; `cipher` is for what is private."""
    return Stores(
        inbox=InboxRepository(database),
        postings=PostingRepository(database),
        tickets=TicketRepository(database, cipher),
        ledger=LedgerRepository(database, cipher),
    )
