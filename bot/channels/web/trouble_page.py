"""The page for what went wrong outside the API: no such address, too fast, or a failure of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from jinja2 import Template

from bot.channels.web.errors import ApiError
from bot.channels.web.static_files import StaticFiles


@dataclass(frozen=True)
class TroublePage:
    """Says in plain words what is the matter, and leads back to the chat."""

    template: Template
    static: StaticFiles
    names: Mapping[str, str]
    headers: Mapping[str, str]
    wants_big: Callable[[web.Request], bool]

    def show(self, request: web.Request, error: ApiError) -> web.Response:
        """With the status of the error; what it says of itself is one of the sentences of errors.yml."""
        html = self.template.render(
            status=error.status,
            **error.sentences(),
            names=self.names,
            static=self.static.address,
            big=self.wants_big(request),
        )
        headers = {**self.headers, "Cache-Control": "no-store", **error.headers}
        return web.Response(text=html, content_type="text/html", headers=headers, status=error.status)
