"""What tests of the whole share: the trained model, and the service on it."""

from __future__ import annotations

import asyncio
import os
import shutil
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.wiring import Service

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def trained_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the trained model, trained first when it is missing or stale; the candidate's when that is worse.

    With TEST_STALE_MODEL=1 the model that is there is taken as it is: for work on tests while the data changes.
    """
    from bot.assistant.quiet import quieten
    from bot.assistant.train import CANDIDATE, fingerprint, is_fresh, model_path
    from bot.cli import train

    quieten()
    models, knowledge = ROOT / "models", ROOT / "knowledge"
    if is_fresh(models, ROOT, knowledge):
        return models
    if os.environ.get("TEST_STALE_MODEL") == "1" and model_path(models).exists():
        copy = tmp_path_factory.mktemp("models")
        shutil.copy(model_path(models), copy)
        (copy / "assistant.fingerprint").write_text(fingerprint(ROOT, knowledge))
        return copy
    train.run(Settings(model_dir=models, knowledge_dir=knowledge), Namespace(force=False, accept=False))
    return models if is_fresh(models, ROOT, knowledge) else models / CANDIDATE


@pytest.fixture(scope="session")
def service_settings(trained_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Real settings on a data folder of their own."""
    return Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        model_dir=trained_model,
        rate_limit_per_minute=0,
        turn_timeout_seconds=60,  # a busy machine is not what is tested
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def service(service_settings: Settings) -> AsyncIterator[Service]:
    """Everything that runs in one process, on the trained model."""
    from bot import wiring

    async with wiring.open_service(service_settings) as opened:
        # Importing Rasa makes uvloop the policy; under it a loop of the default kind can start no process or browser.
        asyncio.set_event_loop_policy(None)
        yield opened
