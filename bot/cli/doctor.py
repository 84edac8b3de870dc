"""`python -m bot doctor`."""

from __future__ import annotations

import argparse

from bot import doctor, wiring
from bot.library.files import inspect_folder
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """One line a check; exit code 1 when something needed is missing."""

    def fresh() -> bool:
        from bot.assistant.train import is_fresh

        if inspect_folder(settings.knowledge_dir).problems:
            return False
        return is_fresh(settings.model_dir, wiring.ROOT, settings.knowledge_dir)

    checks = doctor.run(settings, fresh)
    for check in checks:
        mark = "✓" if check.ok else ("✗" if check.needed else "–")
        print(f"{mark} {check.title}" + ("" if check.ok else f"  {check.remedy}"))
    return 0 if all(check.ok or not check.needed for check in checks) else 1
