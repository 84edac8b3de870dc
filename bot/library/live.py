"""The library as the store has it now."""

from __future__ import annotations

from bot.library.bureau import Bureau
from bot.library.library import Library
from bot.library.ports import Entries


async def load_library(entries: Entries, bureau: Bureau) -> Library:
    """A snapshot of every entry in the store that may be shown."""
    return Library.from_data((stored.data for stored in await entries.all()), bureau)
