"""What every answer carries, and what the access log leaves out."""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """on_response_prepare: add what the handler did not set itself, and do not tell versions."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)


class AccessLog(AbstractAccessLogger):
    """One line a request: the route instead of the path (a path names the session), no query, no address."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """As fields; `time` is in seconds."""
        fields = {"method": request.method, "route": _route(request), "status": response.status}
        fields |= {"bytes": response.body_length, "ms": round(time * 1000)}
        self.logger.info("web.request %(method)s %(route)s %(status)s %(bytes)s %(ms)s", fields, extra=fields)

    @property
    def enabled(self) -> bool:
        """Whether anybody reads it."""
        return self.logger.isEnabledFor(logging.INFO)


def _route(request: web.BaseRequest) -> str:
    resource = request.match_info.route.resource if isinstance(request, web.Request) else None
    return resource.canonical if resource else "-"


class WithoutTrace(logging.Filter):
    """For aiohttp's own log: the text of an error may quote what a citizen sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps the kind of the error only."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "-"
        record.msg, record.args, record.exc_info, record.exc_text = "web.protocol_error %s", (kind,), None, None
        return True
