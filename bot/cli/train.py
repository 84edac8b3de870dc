"""`python -m bot train`."""

from __future__ import annotations

import argparse

from bot import wiring
from bot.cli.words import say, step
from bot.library.files import load_folder
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train when the model is missing or stale, or when forced."""
    from bot.assistant.train import is_fresh, train

    load_folder(settings.knowledge_dir)  # its mistakes are told before a training of minutes
    if not arguments.force and is_fresh(settings.model_dir, wiring.ROOT, settings.knowledge_dir):
        say("fresh")
        return 0
    step("training")
    say("trained", path=train(settings.model_dir, wiring.ROOT, settings.knowledge_dir))
    return 0
