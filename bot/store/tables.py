"""Every table. A change here comes with a numbered migration; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# What citizens said. `state`: accepted, then answered in the transaction that writes the reply.
messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("session", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("page", String(200)),
    Column("received_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    UniqueConstraint("channel", "message_id"),
    Index(None, "channel", "session", "id"),
    Index(None, "state"),
    sqlite_autoincrement=True,
)

# One reply per message: `reply` is Reply.to_dict(); `useful` is what the citizen thought of it.
replies = Table(
    "replies",
    metadata,
    Column("message", Integer, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("reply", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("useful", Boolean),
    Column("rated_at", Instant),
)

# What waits for citizens: slow replies and staff's answers. Ids only grow, so "after=N" misses nothing.
postings = Table(
    "postings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("session", String(200), nullable=False),
    Column("type", String(16), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Column("reply", JSON(none_as_null=True)),
    Column("text", Text),
    Column("ticket", JSON(none_as_null=True)),
    Index(None, "channel", "session", "id"),
    sqlite_autoincrement=True,
)

# The hotline queue. `private` is encrypted JSON, NULL when there is nothing.
tickets = Table(
    "tickets",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("day", Date, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("session", String(200), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("page", String(200)),
    Column("opened_at", Instant, nullable=False),
    Column("due", Instant),
    Column("transcript", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("answer", Text),
    Column("answered_at", Instant),
    Column("fields", JSON, nullable=False, server_default="{}"),
    Column("private", Text),
    UniqueConstraint("day", "sequence"),
    Index(None, "state", "opened_at"),
    Index(None, "channel", "session"),
)

# Knowledge as it is now. `hash` is of `data`, `imported_hash` of the data last taken from a file.
entries = Table(
    "entries",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("data", JSON, nullable=False),
    Column("imported_hash", String(64)),
    Column("hash", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index(None, "kind", "status"),
)

# …and every state it went through; `text` is the file a revision was imported from.
entry_revisions = Table(
    "entry_revisions",
    metadata,
    Column("entry_id", String(100), ForeignKey("entries.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("data", JSON, nullable=False),
    Column("author", String(100), nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text),
)

# What documents say in full; `hash` is of the file each came from.
document_texts = Table(
    "document_texts",
    metadata,
    Column("entry_id", String(100), ForeignKey("entries.id"), primary_key=True),
    Column("origin", String(255), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

# Answers owed over a channel that others own, one a message or posting. `next_at`: when the sender looks at it;
# `carrier`: the later one whose message it went out with.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("session", String(200), nullable=False),
    Column("key", String(200), nullable=False),
    Column("posting", Integer, ForeignKey("postings.id")),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("offered_at", Instant),
    Column("carrier", Integer),
    Column("code", String(32)),
    UniqueConstraint("channel", "key"),
    Index(None, "channel", "session"),
    Index(None, "channel", "state", "next_at"),
    sqlite_autoincrement=True,
)

# How many messages a citizen may still be sent, by what they did.
windows = Table(
    "windows",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("session", String(200), primary_key=True),
    Column("trigger", String(16), primary_key=True),
    Column("expires", Instant, nullable=False),
    Column("left", Integer, nullable=False),
)

# Signatures seen, each with the one message it may be used for.
signatures = Table(
    "signatures",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("nonce", String(200), primary_key=True),
    Column("key", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

# The page a citizen came from.
pages_open = Table(
    "pages_open",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("session", String(200), primary_key=True),
    Column("page", String(200)),
    Column("at", Instant, nullable=False),
)

# That a citizen's data was deleted on their wish; `session` is a digest.
erasures = Table(
    "erasures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("session", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("rows", JSON, nullable=False),
    sqlite_autoincrement=True,
)
