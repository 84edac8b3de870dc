"""Tickets keep what a form collected, and encrypted what is private; a session's tickets are found by index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("fields", sa.JSON, nullable=False, server_default="{}"))
    op.add_column("tickets", sa.Column("private", sa.Text))
    op.create_index("ix_tickets_channel_session", "tickets", ["channel", "session"])
