"""Errors of the API: a stable code, one shape, a remedy. The sentences are in errors.yml."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
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
        self,
        code: str,
        *,
        retry_after: int | None = None,
        fields: Mapping[str, str] | None = None,
        allow: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.code, self.retry_after, self.fields, self.values = code, retry_after, fields or {}, values
        self._allow = allow

    @property
    def status(self) -> int:
        """Of HTTP."""
        return int(catalogue()[self.code]["status"])

    @property
    def headers(self) -> dict[str, str]:
        """Retry-After where trying again helps; Allow where another method would."""
        headers = {"Allow": self._allow} if self._allow else {}
        if self.retry_after is not None or self.status == 503:
            headers["Retry-After"] = str(self.retry_after or RETRY_AFTER_SECONDS)
        return headers

    def sentences(self) -> dict[str, str]:
        """What is the matter (`message`) and what to do (`remedy`)."""
        entry = catalogue()[self.code]
        return {name: entry[name].format_map(_Values(self.values)) for name in ("message", "remedy")}

    def response(self) -> web.Response:
        """The answer of the API."""
        body = {"error": {"code": self.code, **self.sentences()}, **self.fields}
        return web.json_response(body, status=self.status, headers=self.headers, dumps=dumps)


# Shows an error to a person; the chat page puts it here, where there is one.
TROUBLE_PAGE: web.AppKey[Callable[[web.Request, ApiError], web.Response]] = web.AppKey("trouble_page")


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
    """Every failure in the one shape, outside the API as a page where there is one; what is not ours to explain is
    logged by place, never by its text."""
    show = None if request.path.startswith(API) else request.app.get(TROUBLE_PAGE)
    try:
        return await handler(request)
    except ApiError as error:
        problem = error
    except web.HTTPException as error:
        if error.status < 400:
            raise
        problem = _of_status(error)
    except ConnectionError:
        raise  # the citizen went away
    except Exception as error:
        log.error("web.failed", extra={"problem": type(error).__name__, "at": where(error)})
        problem = ApiError("failed" if show else "unavailable")
    return show(request, problem) if show else problem.response()


def _of_status(error: web.HTTPException) -> ApiError:
    code = CODES_OF_STATUS.get(error.status, "refused" if error.status < 500 else "unavailable")
    return ApiError(code, allow=error.headers.get("Allow"))
