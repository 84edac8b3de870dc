"""The page for what went wrong outside the API: no such address, too fast, or a failure of ours."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.channels.web.errors import ApiError
from bot.channels.web.look import Look


@dataclass(frozen=True)
class TroublePage:
    """Says in plain words what is the matter, and leads back to the chat."""

    look: Look

    def show(self, request: web.Request, error: ApiError) -> web.Response:
        """With the status of the error; what it says of itself is one of the sentences of errors.yml."""
        response = self.look.page(
            request, "trouble.html", status=error.status, code=error.status, said=error.sentences()
        )
        response.headers.update({"Cache-Control": "no-store", **error.headers})
        return response
