"""What WeChat pushed: a message or an event, read into one shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wechatpy import parse_message
from wechatpy.events import BaseEvent

from bot.channels.wechat.envelope import Unreadable

OPENID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class Push:
    """`kind` is the type of the message, or the name of the event in small letters with `is_event`. `key` is the same
    in all tries: MsgId, or FromUserName and CreateTime. `created`: seconds since 1970, by WeChat's clock."""

    kind: str
    is_event: bool
    openid: str
    account: str
    key: str
    created: int
    fields: Mapping[str, str]

    def text(self, *names: str) -> str:
        """The first of these fields that holds something."""
        return next((self.fields[name].strip() for name in names if self.fields.get(name, "").strip()), "")


def read(fields: Mapping[str, str]) -> Push:
    """Raises Unreadable: no sender, no type, no time, nothing to tell tries by."""
    openid, account, created = (fields.get(name, "") for name in ("FromUserName", "ToUserName", "CreateTime"))
    if not OPENID.fullmatch(openid) or not OPENID.fullmatch(account):
        raise Unreadable("no_sender")
    if not (created.isascii() and created.isdigit() and len(created) <= 12):
        raise Unreadable("no_time")
    message = _parsed(fields)
    is_event = isinstance(message, BaseEvent) or fields["MsgType"].strip().lower() == "event"
    kind = fields.get("Event", "") if is_event else fields["MsgType"]
    return Push(kind.strip().lower(), is_event, openid, account, _key(fields, is_event), int(created), fields)


def _parsed(fields: Mapping[str, str]) -> Any:
    """wechatpy judges what it is; it raises TypeError, KeyError and others for what is none."""
    if not fields.get("MsgType", "").strip():
        raise Unreadable("no_type")
    inner = "".join(f"<{name}>{_escaped(fields[name])}</{name}>" for name in ("MsgType", "Event") if fields.get(name))
    try:
        return parse_message(f"<xml>{inner}</xml>")
    except Exception as problem:
        raise Unreadable("not_parsed") from problem


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _key(fields: Mapping[str, str], is_event: bool) -> str:
    id_ = fields.get("MsgId", "").strip()
    if not is_event and id_.isascii() and id_.isdigit() and len(id_) <= 64:
        return id_
    if is_event:
        return f"{fields['FromUserName']}:{fields['CreateTime']}:{fields.get('Event', '').strip().lower()[:40]}"
    raise Unreadable("no_id")
