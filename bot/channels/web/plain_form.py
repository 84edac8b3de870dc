"""What the form of the page sends from a phone that runs no scripts."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.conversation.text import clean

SESSION_SHAPE = re.compile(r"[\w-]{8,64}", re.ASCII)
# Not UTF-8, an unknown charset, broken multipart.
UNREADABLE = (ValueError, LookupError, AssertionError, HttpProcessingError)


@dataclass(frozen=True)
class PlainForm:
    """`session` is None when the form names none that this device may use; `nonce` belongs to one rendered page."""

    text: str
    page: str
    nonce: str
    session: str | None

    @property
    def message_id(self) -> str:
        """The same page sent twice is one message; after the browser's "back", another text is another."""
        return hashlib.sha256(f"{self.nonce or secrets.token_hex(8)}\n{self.text}".encode()).hexdigest()[:32]


def new_nonce() -> str:
    """For one rendered form."""
    return secrets.token_urlsafe(12)


async def read_form(request: web.Request) -> PlainForm:
    """Its fields; none of them when the body is no form that can be read."""
    fields = await _text_fields(request)
    # Whose conversation this device keeps is not for another site to choose.
    session = "" if _is_foreign(request) else fields.get("session", "")
    return PlainForm(
        clean(fields.get("chip") or fields.get("text", "")),
        fields.get("page", ""),
        fields.get("nonce", ""),
        session if SESSION_SHAPE.fullmatch(session) else None,
    )


async def _text_fields(request: web.Request) -> Mapping[str, str]:
    try:
        fields = await request.post()
    except UNREADABLE:
        return {}
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _is_foreign(request: web.Request) -> bool:
    """Whether another site's page sent the form (Fetch Metadata; browsers that do not say are believed)."""
    return request.headers.get("Sec-Fetch-Site") == "cross-site"
