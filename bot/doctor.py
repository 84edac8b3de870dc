"""Looks over this machine: what would keep the assistant from starting or the tests from running, and the remedy.

Each check is a function that returns None when all is well, or the values its remedy in doctor.yml asks for.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile

import yaml

from bot.reasons import reason
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SUPPORTED = ((3, 10), (3, 11))
NEEDED_MB = 500
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Trouble = dict[str, object] | None


@dataclass(frozen=True)
class Check:
    """`remedy` is empty when all is well; what is not `needed` only limits tests."""

    name: str
    title: str
    ok: bool
    remedy: str
    needed: bool = True


def run(settings: Settings, model_is_fresh: Callable[[], bool] | None = None) -> list[Check]:
    """Every check in order. `model_is_fresh` compares the model with its sources; without it any model will do."""
    words = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    fresh = model_is_fresh or (lambda: any(settings.model_dir.glob("*.tar.gz")))
    troubles: dict[str, Trouble] = {
        "python": wrong_python(),
        "packages": wrong_packages(ROOT / "requirements.lock"),
        "disk": full_disk(settings.data_dir),
        "port": taken_port(settings.host, settings.port),
        "knowledge": None if settings.knowledge_dir.is_dir() else {"path": settings.knowledge_dir},
        "database": closed_database(settings),
        "model": None if fresh() else {},
        "chromium": None if chromium() else {},
        "fonts": None if has_chinese_font() else {},
    }
    return [checked(name, trouble, words[name]) for name, trouble in troubles.items()]


def checked(name: str, trouble: Trouble, words: dict[str, str]) -> Check:
    remedy = "" if trouble is None else words["remedy"].format(**trouble)
    return Check(name, words["title"], trouble is None, remedy, needed=name not in ("chromium", "fonts"))


def wrong_python() -> Trouble:
    return None if sys.version_info[:2] in SUPPORTED else {"version": ".".join(map(str, sys.version_info[:3]))}


def wrong_packages(lock: Path) -> Trouble:
    wrong = list(differing(lock))
    return {"count": len(wrong), "example": wrong[0]} if wrong else None


def differing(lock: Path) -> Iterator[str]:
    """The `name==version` lines that are not what is installed."""
    for line in lock.read_text("utf-8").splitlines():
        name, pinned, version = line.partition("==")
        if pinned and installed(name) != version:
            yield line


def installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def full_disk(folder: Path) -> Trouble:
    free_mb = shutil.disk_usage(nearest_existing(folder)).free // 2**20
    return None if free_mb >= NEEDED_MB else {"free_mb": free_mb, "needed_mb": NEEDED_MB}


def nearest_existing(folder: Path) -> Path:
    whole = folder.resolve()
    return next(path for path in (whole, *whole.parents) if path.exists())


def taken_port(host: str, port: int) -> Trouble:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return {"port": port, "reason": reason(error)}
    return None


def closed_database(settings: Settings) -> Trouble:
    """Opens the database; an SQLite file that is still to be made only needs a folder one may write to."""
    from asyncpg import PostgresError

    from bot.store.database import DatabaseError, open_database

    async def open_and_close() -> None:
        await (await open_database(settings.store_url)).close()

    try:
        if settings.database_url or (settings.data_dir / "bot.db").exists():
            asyncio.run(open_and_close())
        else:
            TemporaryFile(dir=nearest_existing(settings.data_dir)).close()
    except (DatabaseError, PostgresError, OSError) as error:
        return {"reason": reason(error)}
    return None


def chromium() -> str | None:
    """Where Chromium is; None when there is none on the path."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    listing = subprocess.run([lister, ":lang=zh", "family"], capture_output=True, check=False)  # noqa: S603
    return bool(listing.stdout.strip())
