"""Alembic's entry: runs in the transaction that `bot.store.upgrade` opened."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata
from bot.store.upgrade import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
