"""Channels that others own have a ledger of what was delivered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("session", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("posting", sa.Integer),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_at", Instant, nullable=False),
        sa.Column("next_at", Instant, nullable=False),
        sa.Column("offered_at", Instant),
        sa.Column("carrier", sa.Integer),
        sa.Column("code", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name="fk_deliveries_posting_postings"),
        sa.UniqueConstraint("channel", "key", name="uq_deliveries_channel_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_channel_session", "deliveries", ["channel", "session"])
    op.create_index("ix_deliveries_channel_state_next_at", "deliveries", ["channel", "state", "next_at"])
    op.create_table(
        "windows",
        *_whose(),
        sa.Column("trigger", sa.String(16), nullable=False),
        sa.Column("expires", Instant, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel", "session", "trigger", name="pk_windows"),
    )
    op.create_table(
        "signatures",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("nonce", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("channel", "nonce", name="pk_signatures"),
    )
    op.create_index("ix_signatures_at", "signatures", ["at"])
    op.create_table(
        "pages_open",
        *_whose(),
        sa.Column("page", sa.String(200)),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("channel", "session", name="pk_pages_open"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("rows", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sqlite_autoincrement=True,
    )


def _whose() -> tuple[sa.Column, sa.Column]:
    return sa.Column("channel", sa.String(32), nullable=False), sa.Column("session", sa.String(200), nullable=False)
