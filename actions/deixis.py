"""Pointing words: "这个条例", "本文件" mean the document on the page or just talked about."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.decision import Candidate, Decision
from actions.runtime import Knowledge
from actions.understanding import Understanding

_KINDS = "文件|条例|法律?|规定|办法|通知|意见|方案|报告|公告|指引|文"
_POINTS = re.compile(rf"(?:这|该|本|那|上面|刚才)(?:上面|里面)?(?:一)?(?:个|部|份|项|条|则)?(?:那个)?(?:{_KINDS})")
# 那第三十条呢: an article, and nothing it would be an article of.
_ARTICLE_ALONE = re.compile(
    "(?:那|那么|再|还有|看看|说说|它的|里面的?)*第[0-9零〇一二三四五六七八九十百千]+条(?:呢|讲什么|怎么说|[？?。])*"
)
# A document named this clearly is meant itself.
_NAMED = 0.5


def points_at_document(text: str) -> bool:
    """Whether the words point at a document instead of naming one: 这个条例, 该法."""
    return bool(_POINTS.search(text))


def without_pointing_words(text: str) -> str:
    """The text without 这个文件, 本条例."""
    return _POINTS.sub("", text)


def document_pointed_at(
    understanding: Understanding, decision: Decision, tracker: Tracker, known: Knowledge
) -> Candidate | None:
    """The document in context when the words point at one and name no other."""
    if not (points_at_document(understanding.text) or _ARTICLE_ALONE.fullmatch(understanding.text)):
        return None
    best = decision.candidates[0] if decision.candidates else None
    if best and best.entry.startswith("doc.") and best.probability >= _NAMED:
        return None
    for id_ in (understanding.page, tracker.get_slot("document")):
        entry = known.library.get(id_) if id_ else None
        if entry and entry.document:
            return Candidate(entry.id, None, best.probability if best else 1.0)
    return None
