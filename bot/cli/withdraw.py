"""`python -m bot withdraw ID… --reason "…"` and `python -m bot restore ID…`."""

from __future__ import annotations

import argparse
import asyncio
from datetime import datetime, timezone

from bot import wiring
from bot.cli.words import Failure, say
from bot.library.withdrawal import NoSuchEntries, restore, withdraw
from bot.settings import Settings
from bot.store.entries import EntryRepository


def run_withdraw(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer no more from these entries."""
    reason = arguments.reason.strip()
    if not reason:
        raise Failure("no_reason")
    return asyncio.run(_withdraw(settings, arguments.ids, reason))


def run_restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer from them again."""
    return asyncio.run(_restore(settings, arguments.ids))


async def _withdraw(settings: Settings, ids: list[str], reason: str) -> int:
    async with wiring.open_store(settings) as database:
        try:
            done = await withdraw(EntryRepository(database), ids, reason=reason, author="withdraw", at=_now())
        except NoSuchEntries as error:
            raise Failure("no_entry", ids="、".join(error.ids)) from error
    say("withdrawn" if done else "withdrawn_already", ids="、".join(done or ids))
    return 0


async def _restore(settings: Settings, ids: list[str]) -> int:
    async with wiring.open_store(settings) as database:
        try:
            done = await restore(EntryRepository(database), ids, author="restore", at=_now())
        except NoSuchEntries as error:
            raise Failure("no_entry", ids="、".join(error.ids)) from error
    say("restored" if done else "not_withdrawn", ids="、".join(done or ids))
    return 0


def _now() -> datetime:
    return datetime.now(timezone.utc)
