"""Reads what a citizen's program sent, or says precisely what is wrong with it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.channels.web.errors import ApiError
from bot.conversation.text import clean, is_blank

JSON_TYPE = "application/json"
MAX_ID_LENGTH = 128
MAX_PAGE_LENGTH = 100
PAGE_SHAPE = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


@dataclass(frozen=True)
class Question:
    """A message as sent; `session` and `client_id` are None when the system is to choose them."""

    text: str
    session: str | None
    page: str | None
    client_id: str | None


@dataclass(frozen=True)
class Feedback:
    """Whether a reply was useful."""

    session: str
    message_id: str
    useful: bool


async def read_object(request: web.Request, text_limit: int) -> dict[str, Any]:
    """The JSON object in the body. Raises ApiError: not_json_type, too_big, bad_encoding, not_json."""
    if request.content_type != JSON_TYPE or (request.charset or "utf-8").lower() not in ("utf-8", "utf8"):
        raise ApiError("not_json_type")
    try:
        data = json.loads((await request.read()).decode("utf-8-sig"))
    except web.HTTPRequestEntityTooLarge:
        raise ApiError("too_big", limit=text_limit) from None
    except UnicodeDecodeError:
        raise ApiError("bad_encoding") from None
    except (ValueError, RecursionError):
        raise ApiError("not_json") from None
    if not isinstance(data, dict):
        raise ApiError("not_json")
    return data


def question(data: dict[str, Any], text_limit: int) -> Question:
    """Raises ApiError: text_missing, text_blank, text_too_long, bad_session, bad_page, bad_client_id."""
    return Question(
        _text(data.get("text"), text_limit),
        session_of(data.get("session")),
        _page(data.get("page")),
        _id(data.get("client_id"), "bad_client_id"),
    )


def feedback(data: dict[str, Any]) -> Feedback:
    """Raises ApiError: bad_session, bad_feedback."""
    session, message_id, useful = session_of(data.get("session")), data.get("message_id"), data.get("useful")
    if session is None or not isinstance(useful, bool):
        raise ApiError("bad_feedback")
    known = _id(message_id, "bad_feedback")
    if known is None:
        raise ApiError("bad_feedback")
    return Feedback(session, known, useful)


def session_of(value: object) -> str | None:
    """None when absent; raises ApiError bad_session."""
    return _id(value, "bad_session")


def _text(value: object, limit: int) -> str:
    if not isinstance(value, str):
        raise ApiError("text_missing")
    text = clean(value)
    if is_blank(text):
        raise ApiError("text_blank")
    if len(text) > limit:
        raise ApiError("text_too_long", limit=limit)
    return text


def _id(value: object, code: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID_LENGTH or clean(value) != value:
        raise ApiError(code, limit=MAX_ID_LENGTH)
    return value


def _page(value: object) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > MAX_PAGE_LENGTH or not PAGE_SHAPE.fullmatch(value):
        raise ApiError("bad_page")
    return value
