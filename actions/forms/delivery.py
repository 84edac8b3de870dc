"""How information applied for is to reach who applied: §29 asks for its form and for the way it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.forms.form import Wrong
from actions.forms.values import MAIL, NOTHING, PLACE, PLACE_LEAD, asks

_LOOKED_AT = "当场查阅"
_FORMS = {
    _LOOKED_AT: "查阅|抄录|现场看|当面看|看一下原件",
    "光盘或U盘": "光盘|[uU]盘",
    "纸质": "纸质|纸的|复印|打印|书面",
    "电子": "电子|邮件|邮箱|微信|网上|扫描|PDF|pdf|@",
}
_MAILED, _POSTED, _FETCHED = "电子邮件", "邮寄", "自取"
_WAYS = {
    _POSTED: "邮寄|快递|寄(?!.*(?:邮箱|邮件|@))",
    _FETCHED: "自取|自己取|自己拿|来取|去取|上门取|当面|窗口拿|去拿|来拿",
    _MAILED: "邮件|邮箱|email|@",
}
# What the other half is taken to be when only one is said; it is read back.
_WAY_OF = {"电子": _MAILED}
_FORM_OF = {_MAILED: "电子", _POSTED: "纸质", _FETCHED: "纸质"}
_POST_LEAD = re.compile("^.*?(?:寄到|寄往|寄给|邮寄|快递到?|地址)[是为到:：，, ]*")


def delivery(text: str, asked: bool) -> str | Wrong | None:
    """The form it comes in and the way it comes (§29 asks for both): 纸质，邮寄."""
    if not asked:
        return None
    form = next((name for name, words in _FORMS.items() if re.search(words, text)), None)
    way = next((name for name, words in _WAYS.items() if re.search(words, text)), _WAY_OF.get(form or ""))
    if form == _LOOKED_AT:
        return form
    if way:
        return f"{form or _FORM_OF[way]}，{way}"
    return Wrong("delivery") if form or NOTHING.match(text.strip()) else None


def lacks_mail(filled: Mapping[str, str]) -> bool:
    """It is to come by e-mail, and the contact given is a telephone."""
    return filled.get("delivery", "").endswith(_MAILED) and "@" not in filled.get("contact", "")


def is_posted(filled: Mapping[str, str]) -> bool:
    """It is to come by post."""
    return filled.get("delivery", "").endswith(_POSTED)


def mail(text: str, asked: bool) -> str | Wrong | None:
    """An e-mail address."""
    found = MAIL.search(text)
    is_none = asked and ("@" in text or "邮箱" in text or re.search("[0-9]", text) or NOTHING.match(text.strip()))
    return found[0] if found else Wrong("mail") if is_none else None


def post_address(text: str, asked: bool) -> str | Wrong | None:
    """Where a letter goes; with 寄 before it, it is one without being asked for."""
    said = text.strip(" 。.!！")
    is_posted = re.search(_WAYS[_POSTED], said)
    if not (asked or is_posted):
        return None
    address = PLACE_LEAD.sub("", _POST_LEAD.sub("", said) if is_posted else said)
    if PLACE.search(address):
        return address
    return Wrong("address") if asked and not asks(said) else None
