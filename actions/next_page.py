"""下一页: the documents after those listed last. They are found again, so nothing more than the question is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.document_list import LATEST, LISTS, PAGE, find, latest, listing
from actions.runtime import Knowledge
from actions.words import Domain, say
from bot.conversation.messages import Message, Reply
from bot.text.normalise import normalise

_LEAD_IN = "(?:那|再|请|我想?|想|要|给我|帮我|继续|翻到?|看看?|往下|，|,| )*"
_NEXT = re.compile(
    f"{_LEAD_IN}(?:下一?页|后一?页|下面的?|后面的?|更多|还有(?:没有|别的|其他的?|更多)?|往下翻?|翻页|继续|再来几个)(?:看看?)?(?:吗|呢|吧|的)?[？?。!！]*"
)
_PREVIOUS = re.compile(f"{_LEAD_IN}(?:上一?页|前一?页|前面的?|往上翻?|往回翻?)(?:看看?)?(?:吧|的)?[？?。!！]*")


def turned_page(text: str, tracker: Tracker, knowledge: Knowledge, domain: Domain) -> Reply | None:
    """Another page of the list shown last; None when the text asks for none or there is no list."""
    said = normalise(text)
    step = PAGE if _NEXT.fullmatch(said) else (-PAGE if _PREVIOUS.fullmatch(said) else 0)
    last: Mapping[str, Any] = tracker.get_slot("last_reply") or {}
    topic = knowledge.library.get(str(last.get("entry")))
    if not step or topic is None or last.get("kind") != "documents" or topic.id not in LISTS:
        return None
    found = latest(knowledge) if topic.id == LATEST else find(str(tracker.get_slot("asked") or ""), knowledge)
    shown = [source["id"] for source in last.get("sources") or []]
    first = next((place for place, entry in enumerate(found) if entry.id in shown), 0)
    start = first + step
    if 0 <= start < len(found):
        return listing(topic, found, knowledge, domain, start)
    end = say(domain, "utter_last_page" if step > 0 else "utter_first_page")
    still = [knowledge.library.own_source(entry) for entry in found[first : first + PAGE]]
    return Reply("documents", topic.id, messages=[Message("text", end)], sources=still)
