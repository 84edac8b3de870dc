"""Brings a database to this version's schema, and refuses one that a newer program wrote."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import column, inspect, select, table
from sqlalchemy.engine import Connection

from bot.store.problems import NewerSchema

MIGRATIONS = Path(__file__).with_name("migrations")
VERSION_TABLE = "schema_version"


def upgrade(connection: Connection) -> None:
    """Run the missing migrations in the open transaction; raises NewerSchema."""
    known, current = _known(), _current(connection)
    if current == known[-1]:
        return
    if current is not None and current not in known:
        raise NewerSchema(
            f"the database has schema {current}, this version knows up to {known[-1]}: "
            "install the newer version again, or restore the backup made before it"
        )
    _run(connection)


def _known() -> list[str]:
    names = (path.name for path in (MIGRATIONS / "versions").iterdir())
    return sorted(match[1] for name in names if (match := re.match(r"(\d{4})_\w+\.py$", name)))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    return found


def _run(connection: Connection) -> None:
    from alembic import command  # slow to import, and most starts do not need it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
