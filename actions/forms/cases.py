"""What is said of a case that is there: that it be taken back, or whose it is."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.forms import values
from actions.words import Domain, say
from bot.conversation.messages import CaseRequest, Message, Reply

_ANY_ENTRY = "hotline.progress"
_TAKES_BACK = re.compile("撤(?:销|回|掉|了|单)|取消|作废|不(?:想|用|要|再)?(?:报|要|申请|反映|办|投诉|举报|提)了")
_ASKS_AFTER = re.compile("查|进度|进展|到哪|怎么样|处理得|办得|好了吗|好了没|有结果|回复了")
_ASKS_AFTER_FIRST = re.compile("(?:请|帮|我|先|麻烦|想|对了|另外|顺便|一下|[，, ])*(?:查|看一?下)")
# Said without a number, it must be of what was just filed.
_FILED = re.compile("刚才|刚刚|方才|已经|之前|前面|上面|提交|登记|交上去|工单|单子|撤[回销]")


def said_of_a_case(text: str, tracker: Tracker, domain: Domain) -> Reply | None:
    """The reply that takes a case back, or looks up the last number once more with what proves whose it is."""
    entry = tracker.get_slot("filed")
    number, last = values.number(text, False), tracker.get_slot("progress_number")
    number = number if isinstance(number, str) else None
    if takes_back(text, number, bool(entry)):
        return _asking(CaseRequest(number, _proof(text, bool(number)), withdraw=True), entry, domain)
    proof = _proof(text, bool(last))
    return _asking(CaseRequest(str(last), proof), None, domain) if last and proof and not number else None


def looked_up(text: str, *, in_free_text: bool = False) -> str | None:
    """The number of a case asked after from inside another form: 查一下我的工单JA…, or the number alone. In free text,
    where a number may belong to what is told, only what begins as such is one."""
    number = values.our_number(text)
    if number is None or (in_free_text and not _ASKS_AFTER_FIRST.match(text)):
        return None
    return number if _ASKS_AFTER.search(text) or text.strip(" 。.") == number else None


def look_up(number: str, text: str, domain: Domain) -> Reply:
    """The reply that tells how far it is; what proves whose it is may stand beside the number."""
    return _asking(CaseRequest(number, _proof(text, True)), None, domain)


def takes_back(text: str, number: str | None, filed: bool) -> bool:
    """撤回JA…, or 刚才那个我不报了 when this conversation has filed something."""
    if not _TAKES_BACK.search(text) or values.asks(text):
        return False
    return bool(number or (filed and _FILED.search(text)))


def _proof(text: str, asked: bool) -> str | None:
    found = values.tail(text, asked)
    return found if isinstance(found, str) else None


def _asking(case: CaseRequest, entry: str | None, domain: Domain) -> Reply:
    return Reply(
        "form",
        entry or _ANY_ENTRY,
        confidence=1.0,
        messages=[Message("text", say(domain, "utter_progress_submitted"))],
        look_up=case,
    )
