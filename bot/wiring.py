"""Chooses the real parts and puts them together. The one place that knows every room."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from aiohttp import web

from bot.app import build_app
from bot.casework.calendar import WorkCalendar, load_years
from bot.casework.tickets import TicketRules
from bot.channels.web.documents.handlers import add_document_routes
from bot.channels.web.limits import LIMITS
from bot.channels.web.page import add_page_routes
from bot.channels.wechat.account import Account
from bot.channels.wechat.routes import PATH, add_wechat_routes
from bot.cipher import Cipher, load_cipher
from bot.conversation.conversation import Conversation
from bot.conversation.queue import TicketQueue
from bot.library.files import load_folder
from bot.library.folder import Folder
from bot.library.importer import Outcome, import_files
from bot.library.library import Library
from bot.library.live import load_library
from bot.library.ports import StoredEntry
from bot.library.texts import DocumentText
from bot.library.withdrawal import withdrawn
from bot.settings import Settings, environment
from bot.settle import settle
from bot.store.database import Database, open_database
from bot.store.deliveries import DeliveryRepository
from bot.store.document_texts import DocumentTextRepository
from bot.store.entries import EntryRepository
from bot.store.repositories import conversation_stores

if TYPE_CHECKING:
    from bot.assistant.rasa_assistant import RasaAssistant  # imported late: Rasa takes seconds

ROOT = Path(__file__).resolve().parent.parent
# Vectors of training sentences and of the wordings that search compares with: one file for both.
VECTORS = Path(".cache/sentence-vectors.npz")
# A year's days off and make-up days, until the library `chinesecalendar` knows them.
YEARS_FILE = "working-days.yml"

log = logging.getLogger(__name__)

# Exit code of `python -m bot train`: there is a new model, and it is worse than the one that serves.
WORSE = 3

# How many entries search is asked for when nothing holds the words that a visitor looks for.
NEAREST = 40

Say = Callable[[str], None]


@dataclass
class Service:
    """Everything that runs in one process. `facets`: how the parts of a guide are called."""

    settings: Settings
    database: Database
    library: Library
    assistant: RasaAssistant
    conversation: Conversation
    facets: Mapping[str, Mapping[str, str]]


def words() -> dict[str, str]:
    """The sentences the middle needs."""
    loaded: dict[str, str] = yaml.safe_load((ROOT / "bot/conversation/words.yml").read_text("utf-8"))
    return loaded


def ticket_rules(settings: Settings) -> TicketRules:
    """Numbers and deadlines, with the bureau's own file of working days when there is one."""
    years = settings.data_dir / YEARS_FILE
    return TicketRules(settings.ticket_prefix, WorkCalendar(load_years(years) if years.exists() else None))


def cipher(settings: Settings) -> Cipher:
    """For what is private, at rest; raises BadKey."""
    return load_cipher(settings.secret_key, settings.data_dir)


def ensure_model(settings: Settings, say: Say) -> Path:
    """The trained model, trained first when it is missing or stale; raises TrainingFailed.

    Nobody may be watching, so a start always ends with a model. Where the new one is worse, the old one goes on: it
    only misses the newest phrasings, and search finds new entries without it. Made by another program (config, domain,
    pipeline) it might not even load or name actions that are gone: then the new one is taken. Both are said.
    """
    from bot.assistant.train import TrainingFailed, fits_program, is_fresh, model_path

    if is_fresh(settings.model_dir, ROOT, settings.knowledge_dir):
        return model_path(settings.model_dir)
    code = _train(settings)
    if code == WORSE and fits_program(settings.model_dir, ROOT):
        say("kept")
    elif code == WORSE:
        say("outdated")
        code = _train(settings, "--accept")
    if code not in (0, WORSE):
        raise TrainingFailed
    return model_path(settings.model_dir)


def _train(settings: Settings, *options: str) -> int:
    """In a process of its own: training needs two gigabytes that the one that serves would never give back."""
    command = [sys.executable, "-m", "bot", "train", *options]
    return subprocess.run(command, env=environment(settings), check=False).returncode  # noqa: S603  our own command


async def import_knowledge(folder: Folder, database: Database, *, force: bool = False) -> list[Outcome]:
    """Bring a loaded knowledge folder into the store."""
    now = datetime.now(timezone.utc)
    return await import_files(folder.files, EntryRepository(database), author="import", at=now, force=force)


async def stored_library(settings: Settings) -> Library:
    """What the store has now; the files of the knowledge folder are imported first."""
    folder = load_folder(settings.knowledge_dir)
    async with open_store(settings) as database:
        await import_knowledge(folder, database)
        return await load_library(EntryRepository(database), folder.bureau)


async def withdrawn_entries(settings: Settings) -> list[StoredEntry]:
    """What staff took out of the answers; looking makes no database."""
    if not settings.database_url and not (settings.data_dir / "bot.db").exists():
        return []
    async with open_store(settings) as database:
        return await withdrawn(EntryRepository(database))


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Database]:
    """The database, closed at the end."""
    database = await open_database(settings.store_url)
    try:
        yield database
    finally:
        await database.close()


def ticket_queue(settings: Settings, database: Database) -> TicketQueue:
    """The hotline queue on the store alone."""
    return TicketQueue(conversation_stores(database, cipher(settings)))


@asynccontextmanager
async def open_service(
    settings: Settings,
    say: Say = lambda step: None,
    model: Path | None = None,
    imported: Callable[[list[Outcome]], None] = lambda outcomes: None,
) -> AsyncIterator[Service]:
    """Store, library, search, assistant and conversation, in the order they need each other.

    `say` is told which long step begins, `imported` what became of each entry.
    `model` is taken as it is; without one the model of the settings is, trained first when it is missing or stale.
    Raises KnowledgeError, BadKey and WrongKey.
    """
    folder = load_folder(settings.knowledge_dir)  # before a training of minutes: a mistake in it ends the start
    keys = cipher(settings)
    model = model or ensure_model(settings, say)
    async with open_store(settings) as database:
        say("knowledge")
        imported(await import_knowledge(folder, database))
        library = await load_library(EntryRepository(database), folder.bureau)
        say("search")
        answer_from(library, folder, settings.data_dir / "documents", await DocumentTextRepository(database).all())
        say("model")
        from bot.assistant.rasa_assistant import RasaAssistant

        assistant = RasaAssistant(library.title_of)
        conversation = Conversation(
            assistant,
            conversation_stores(database, keys),
            ticket_rules(settings),
            words(),
            turn_timeout=settings.turn_timeout_seconds,
            max_turns=settings.max_turns,
        )
        try:
            await assistant.load(model, tracker_url(settings), keys)
            settle()
            yield Service(settings, database, library, assistant, conversation, folder.facets)
        finally:
            await conversation.close()
            await assistant.close()


def answer_from(library: Library, folder: Folder, index: Path, texts: Iterable[DocumentText] = ()) -> None:
    """Index the library, what its documents say into the folder `index`, and hand it to the actions."""
    from actions import runtime

    runtime.use(runtime.build(library, folder.facets, VECTORS, index, texts))


def tracker_url(settings: Settings) -> str:
    """Rasa's own tables: beside ours on PostgreSQL, in a file of their own on SQLite, where writers wait in line."""
    return (
        settings.database_url
        if settings.database_url.startswith("postgresql")
        else f"sqlite:///{settings.data_dir / 'rasa.db'}"
    )


def build_web(service: Service) -> web.Application:
    """API, health, chat page and the pages of documents on one service."""
    library, settings = service.library, service.settings
    app = build_app(settings, service.conversation, service.assistant, library.title_of, signed=(PATH,))
    names = {name: library.bureau.text(name) for name in ("name", "short", "hotline")}
    add_page_routes(
        app,
        library.title_of,
        ask=service.conversation.ask,
        names=names,
        max_text_length=settings.max_text_length,
        limits=app[LIMITS],
    )
    add_document_routes(
        app,
        lambda: service.library,
        DocumentTextRepository(service.database),
        service.facets,
        nearest_entries,
        limits=app[LIMITS],
        public_url=settings.public_url,
    )
    add_wechat(app, service)
    return app


def nearest_entries(text: str) -> list[str]:
    """Ids of the entries that search finds for a text, the most probable first."""
    from actions import runtime

    return [hit.entry for hit in runtime.knowledge().search.find(text, NEAREST)]


def wechat_account(settings: Settings) -> Account | None:
    """None when there is none, or what it needs is missing: AppID, AppSecret and token."""
    if not (settings.wechat_app_id and settings.wechat_app_secret and settings.wechat_token):
        return None
    return Account(
        settings.wechat_app_id,
        settings.wechat_app_secret,
        settings.wechat_token,
        settings.wechat_aes_key,
        settings.wechat_account,  # type: ignore[arg-type]  # one of the four
        settings.wechat_api_url,
    )


def add_wechat(app: web.Application, service: Service) -> None:
    """The official account, where one is configured."""
    account = wechat_account(service.settings)
    if account is None:
        log.info("wechat.not_configured")
        return
    deliveries = DeliveryRepository(service.database)
    length, base = service.settings.max_text_length, service.settings.public_url
    add_wechat_routes(app, account, service.conversation, deliveries, service.library.title_of, length, base=base)
