"""The addresses that leave the page: printed, scanned, shared, listed for search engines."""

from __future__ import annotations

import re

from aiohttp import web

from bot.library.entry import Entry

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def base_of(request: web.Request, public_url: str) -> str:
    """Scheme and host without a slash at the end: the setting, else what this visitor typed.

    The Host header is the visitor's own word: answers made from it are for this visitor alone (`keep`), and one that
    is no host name is refused. What a proxy tells is not read; behind one, the setting is needed.
    """
    if public_url:
        return public_url
    if not _HOST.fullmatch(request.host):
        raise web.HTTPBadRequest
    return f"{request.scheme}://{request.host}"


def keep(public_url: str, seconds: int) -> str:
    """The Cache-Control of an answer that holds such addresses."""
    return f"public, max-age={seconds}" if public_url else "no-store"


def link(base: str, entry: Entry) -> str:
    """The short link of a page, as its QR code holds it."""
    return f"{base}/d/{entry.id}"
