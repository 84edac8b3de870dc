"""`python -m bot import` and `python -m bot export`."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from pathlib import Path

from bot import wiring
from bot.cli.words import say
from bot.library.exporter import export_files
from bot.library.files import load_folder
from bot.settings import Settings
from bot.store.entries import EntryRepository


def run_import(settings: Settings, arguments: argparse.Namespace) -> int:
    """Files into the store; what staff changed there stays, unless forced."""
    return asyncio.run(_import(settings, force=arguments.force))


def run_export(settings: Settings, arguments: argparse.Namespace) -> int:
    """The store back into files."""
    return asyncio.run(_export(settings, Path(arguments.folder)))


async def _import(settings: Settings, *, force: bool) -> int:
    folder = load_folder(settings.knowledge_dir)
    async with wiring.open_store(settings) as database:
        outcomes = await wiring.import_knowledge(folder, database, force=force)
    counts = Counter(outcome.result for outcome in outcomes)
    say("imported", counts="，".join(f"{result} {count}" for result, count in sorted(counts.items())))
    conflicts = [outcome.id for outcome in outcomes if outcome.result == "conflict"]
    if conflicts:
        say("conflicts", ids="、".join(conflicts))
    return 1 if conflicts else 0


async def _export(settings: Settings, folder: Path) -> int:
    async with wiring.open_store(settings) as database:
        say("exported", count=len(await export_files(EntryRepository(database), folder)))
    return 0
