"""Keeps what is private unreadable at rest: one key to write with, and older ones to read with."""

from __future__ import annotations

import base64
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_FILE = "secret.key"


class BadKey(Exception):
    """What should be a key is none; the text says where it stands."""


class WrongKey(Exception):
    """It was written with a key that is not among ours; the text says what, never what is in it."""


class Cipher:
    """The first key encrypts, every key decrypts."""

    def __init__(self, keys: Sequence[str], origin: str = "BOT_SECRET_KEY") -> None:
        """Raises BadKey, which names the origin and never the key."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise BadKey(origin) from None

    def encrypt(self, text: str) -> str:
        """Letters, digits, `-`, `_` and `=`; never the same twice."""
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        """Undo `encrypt`; raises WrongKey."""
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise WrongKey from None


def new_key() -> str:
    """32 random bytes, as a key is written."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def load_cipher(keys: Sequence[str], folder: Path) -> Cipher:
    """With the keys of the setting; without any, with those in the folder's key file, made when it is not there."""
    if keys:
        return Cipher(keys)
    path = folder / KEY_FILE
    if not path.exists():
        _make(path)
    return Cipher(path.read_text("utf-8", errors="replace").replace(",", " ").split(), str(path))


def _make(path: Path) -> None:
    """Whole or not at all, and of two processes that start at once one makes it: what a lost key wrote stays unread."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{new_key()}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
