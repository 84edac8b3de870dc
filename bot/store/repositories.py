"""The stores of the middle, on one database."""

from __future__ import annotations

from bot.conversation.ports import Stores
from bot.store.database import Database
from bot.store.inbox import InboxRepository
from bot.store.ledger import LedgerRepository
from bot.store.postings import PostingRepository
from bot.store.tickets import TicketRepository


def conversation_stores(database: Database) -> Stores:
    """What `Conversation` and `TicketQueue` need."""
    return Stores(
        inbox=InboxRepository(database),
        postings=PostingRepository(database),
        tickets=TicketRepository(database),
        ledger=LedgerRepository(database),
    )
