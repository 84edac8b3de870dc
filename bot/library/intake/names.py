"""Permanent ids and short names of imported documents."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from pypinyin import lazy_pinyin

from bot.library.intake.heading import bare
from bot.library.intake.numbers import parts_of

_LABEL = 16
_ISSUED = re.compile("^.{0,50}?关于(?:(?:印发|转发|批转|发布|公布)(?:.{0,20}?关于)?)?|^.{2,30}?(?:印发|转发|批转)")
_IS_NOTICE = re.compile("的(?:通知|函|批复|复函|公告|通告|通报|决定|答复)$")
_COUNTRY = "中华人民共和国"
_VERSION = re.compile(r"[（(][^（()）]*(?:\d{4}年|修正|修订|文本|试行)[^（()）]*[)）]$")


def id_of(number: str | None, title: str, dated: date | None) -> str:
    """doc.guofa-2019-5 out of 国发〔2019〕5号, doc.guowuyuanling-707 out of an order; else a hash of title and day,
    which stay when the file is corrected."""
    known = parts_of(number) if number else None
    if known:
        sign, *counted = known
        letters = re.sub("[^a-z0-9]", "", "".join(lazy_pinyin(sign)).lower())
        return "doc." + "-".join(part for part in (letters, *counted) if part)
    said = bare(title) + (dated.isoformat() if dated else "")
    return "doc.t" + hashlib.sha256(said.encode()).hexdigest()[:10]


def subject_of(title: str) -> str:
    """What it is about: 国务院关于印发国家职业教育改革实施方案的通知 → 国家职业教育改革实施方案."""
    subject = _IS_NOTICE.sub("", _ISSUED.sub("", title, count=1)).strip()
    if subject.startswith("《") and subject.endswith("》") and subject.count("《") == 1:
        subject = subject[1:-1]
    return subject or title


def label_of(title: str) -> str:
    """At most 16 characters, for a button."""
    subject = subject_of(title).removeprefix(_COUNTRY)
    return subject if len(subject) <= _LABEL else subject[: _LABEL - 1] + "…"


def core_of(title: str) -> str:
    """What is the same in all versions of a title: without the country, and without （2023年修订） behind it."""
    return bare(_VERSION.sub("", title).removeprefix(_COUNTRY))
