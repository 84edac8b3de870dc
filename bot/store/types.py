"""Column types that read the same from SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.beijing import BEIJING


class Instant(TypeDecorator):  # type: ignore[misc]
    """A moment: goes in with any offset, comes out in Beijing's. SQLite keeps no offsets: UTC is understood."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a moment without an offset is a mistake of the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs an offset")
        return value and value.astimezone(timezone.utc)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """As citizens and staff are told it."""
        moment: datetime | None = value and value.replace(tzinfo=timezone.utc).astimezone(BEIJING)
        return moment
