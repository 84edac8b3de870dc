"""Our whole service for measurements: a database of its own, the model as it is."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wiring
from bot.assistant.train import is_fresh, model_path
from bot.conversation.messages import Reply, Utterance
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.wiring import Service

NO_MODEL = "There is no trained model: make it with  .venv/bin/python -m bot train"
STALE = "Note: the model was trained before the last change of nlu_data or knowledge; it is measured as it is."


@asynccontextmanager
async def open_ours(folder: Path) -> AsyncIterator[Service]:
    """`folder` holds the databases. A measurement never trains: it takes a stale model, and stops without one."""
    settings = Settings(data_dir=folder, turn_timeout_seconds=120)  # a busy machine is not what is measured
    model = model_path(settings.model_dir)
    if not model.exists():
        raise SystemExit(NO_MODEL)
    async with wiring.open_service(settings, model=model) as service:
        yield service


def is_stale() -> bool:
    """Whether training data changed since the model was made."""
    return not is_fresh(Settings().model_dir, wiring.ROOT, Settings().knowledge_dir)


async def say(service: Service, session: str, text: str, page: str | None = None) -> Reply:
    """One message, new each time, through the middle."""
    return await service.conversation.handle(Utterance("bench", session, uuid.uuid4().hex, text, page))
