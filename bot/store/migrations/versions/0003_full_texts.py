"""Documents have full texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.types import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "document_texts",
        sa.Column("entry_id", sa.String(100), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_document_texts"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_document_texts_entry_id_entries"),
    )
