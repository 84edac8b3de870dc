"""Errors of the API: a stable code, one shape, a remedy. The sentences are in errors.yml."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.conversation.place import where

FILE = Path(__file__).with_name("errors.yml")
RETRY_AFTER_SECONDS = 2
API = "/api/"
CODES_OF_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_big", 415: "not_json_type"}

log = logging.getLogger(__name__)
dumps = partial(json.dumps, ensure_ascii=False)


class ApiError(Exception):
    """A refusal. `values` fill the sentence; `fields` stand beside `error` in the answer."""

    def __init__(
        self, code: str, *, retry_after: int | None = None, fields: Mapping[str, str] | None = None, **values: object
    ) -> None:
        super().__init__(code)
        self.code, self.retry_after, self.fields, self.values = code, retry_after, fields or {}, values

    def response(self) -> web.Response:
        """The answer, with Retry-After where trying again helps."""
        entry = catalogue()[self.code]
        sentences = {name: entry[name].format_map(_Values(self.values)) for name in ("message", "remedy")}
        response = web.json_response(
            {"error": {"code": self.code, **sentences}, **self.fields}, status=entry["status"], dumps=dumps
        )
        if self.retry_after is not None or entry["status"] == 503:
            response.headers["Retry-After"] = str(self.retry_after or RETRY_AFTER_SECONDS)
        return response


class _Values(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, Any]]:
    """code → status, message, remedy."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@web.middleware
async def one_shape(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure in the one shape; what is not ours to explain is logged by place, never by its text."""
    try:
        return await handler(request)
    except ApiError as error:
        return error.response()
    except web.HTTPException as error:
        if error.status < 400 or not request.path.startswith(API):
            raise
        return _of_status(error)
    except ConnectionError:
        raise  # the citizen went away
    except Exception as problem:
        log.error("web.failed", extra={"problem": type(problem).__name__, "at": where(problem)})
        return ApiError("unavailable").response()


def _of_status(error: web.HTTPException) -> web.Response:
    response = ApiError(CODES_OF_STATUS.get(error.status, "refused")).response()
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response
