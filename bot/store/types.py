"""Column types that read the same from SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator):  # type: ignore[misc]
    """A moment: goes in with any offset, comes out in UTC. SQLite has no offsets, so there UTC is understood."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without an offset is a mistake of the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs an offset")
        return value and value.astimezone(timezone.utc)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """With its offset."""
        moment: datetime | None = value and value.replace(tzinfo=timezone.utc)
        return moment
