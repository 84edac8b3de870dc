"""First tables: messages, replies, postings, tickets, entries and their revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_conversation()
    _create_tickets()
    _create_entries()


def _create_conversation() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("session", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("page", sa.String(200)),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("channel", "message_id", name="uq_messages_channel_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_channel_session_id", "messages", ["channel", "session", "id"])
    op.create_index("ix_messages_state", "messages", ["state"])
    op.create_table(
        "replies",
        sa.Column("message", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("useful", sa.Boolean),
        sa.Column("rated_at", MOMENT),
        sa.PrimaryKeyConstraint("message", name="pk_replies"),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_replies_message"),
    )
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("session", sa.String(200), nullable=False),
        sa.Column("type", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reply", sa.JSON),
        sa.Column("text", sa.Text),
        sa.Column("ticket", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_postings_channel_session_id", "postings", ["channel", "session", "id"])


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("session", sa.String(200), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("page", sa.String(200)),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due", MOMENT),
        sa.Column("transcript", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sa.UniqueConstraint("day", "sequence", name="uq_tickets_day_sequence"),
    )
    op.create_index("ix_tickets_state_opened_at", "tickets", ["state", "opened_at"])


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("imported_hash", sa.String(64)),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("ix_entries_kind_status", "entries", ["kind", "status"])
    op.create_table(
        "entry_revisions",
        sa.Column("entry_id", sa.String(100), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text),
        sa.PrimaryKeyConstraint("entry_id", "revision", name="pk_entry_revisions"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_revisions_entry_id"),
    )
