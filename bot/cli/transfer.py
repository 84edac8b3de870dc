"""`python -m bot import` and `python -m bot export`."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot import wiring
from bot.cli.imported import tell
from bot.cli.words import Failure, say
from bot.library.exporter import export_folder
from bot.library.files import inspect_folder, load_folder
from bot.settings import Settings
from bot.store.entries import EntryRepository


def run_import(settings: Settings, arguments: argparse.Namespace) -> int:
    """Files into the store; what staff changed there stays, unless forced."""
    folder = Path(arguments.folder or settings.knowledge_dir)
    code = asyncio.run(_import(settings, folder, force=arguments.force))
    if folder.resolve() != settings.knowledge_dir.resolve():
        say("other_folder", folder=folder, used=settings.knowledge_dir)
    return code


def run_export(settings: Settings, arguments: argparse.Namespace) -> int:
    """The store back into files."""
    return asyncio.run(_export(settings, Path(arguments.folder or settings.knowledge_dir)))


async def _import(settings: Settings, path: Path, *, force: bool) -> int:
    folder = load_folder(path)
    async with wiring.open_store(settings) as database:
        outcomes = await wiring.import_knowledge(folder, database, force=force)
    tell(outcomes)
    return 1 if any(outcome.result == "conflict" for outcome in outcomes) else 0


async def _export(settings: Settings, root: Path) -> int:
    async with wiring.open_store(settings) as database:
        changed = await export_folder(EntryRepository(database), settings.knowledge_dir, root)
    say("exported", count=len(changed), folder=root)
    problems = inspect_folder(root).problems
    if problems:
        raise Failure("exported_unsound", problems="\n".join(map(str, problems)))
    return 0
