"""Words that fit two matters: what the conversation is about decides between them, or the citizen is asked. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.decision import Candidate, Context, Decision
from actions.understanding import Understanding

# 查进度 says neither of what. Words for either kind (申请, 投诉, 单子, 编号) are not among these.
_PROGRESS_ALONE = re.compile(
    "(?:我|你好|您好|请|帮|给|想|要|来|能|可以|查|看|问|一下|下|询|了解|进度|进展|情况|状态|结果|办理|办得?|到|哪儿?|里"
    "|一步|步|现在|了|的|吗|呢|啊|吧|怎么样|怎样|如何|[，,。？?！! ])+"
)
_PROGRESS = re.compile("进[度展]|查|结果|到哪|哪一?步")
_PROGRESSES = ("apply.progress", "hotline.progress")
# 几天给答复, after one of the two has been talked about.
_REPLY_ALONE = re.compile(
    "(?:那|要|得|等|一般|大概|最[长晚多快]|会|能|才|多久|多长时间|几天|几时|什么时候|给|我|有|个|答复|回复|回音|回信|回话"
    "|了|的|吗|呢|啊|[，,。？?！! ])+"
)
_REPLY_TIMES = ("apply.reply-time", "hotline.reply-time")
# After a guide these name the other kind of application, that for information.
_DISCLOSURE = re.compile("公开|信息|文件|资料|档案|复印")
_OF_THEIR_OWN = ("apply.progress", "apply.publications")
# What is asked about an application for information, and the facet of a guide that answers the same about its own.
_SAME_OF_A_GUIDE = {
    "apply.start": "process", "apply.how": "process", "apply.who": "conditions", "apply.content": "materials",
    "apply.reply-time": "time", "apply.extension": "time", "apply.fee": "fee", "apply.result-types": "result",
    "apply.refused": "result",
}  # fmt: skip
# A longer message says what it is about.
_SHORT = 16


def settle(decision: Decision, understanding: Understanding, context: Context) -> Decision:
    """The decision, unless its best candidate is only one of two that the words fit."""
    best = decision.candidates[0] if decision.candidates else None
    if best is None or understanding.reading("corrected"):
        return decision
    if best.entry in _PROGRESSES and _names_neither(understanding.text):
        return _by_context(decision, _PROGRESSES, context) or _between(decision, _PROGRESSES)
    if best.entry in _REPLY_TIMES and _REPLY_ALONE.fullmatch(understanding.text):
        decision = _by_context(decision, _REPLY_TIMES, context) or decision
    if best.entry.startswith("apply.") and _may_be_of_the_guide(best.entry, understanding.text, context):
        return _of_the_guide(decision, str(context.entry))
    return decision


def _names_neither(text: str) -> bool:
    return bool(_PROGRESS.search(text) and _PROGRESS_ALONE.fullmatch(text))


def _by_context(decision: Decision, names: tuple[str, str], context: Context) -> Decision | None:
    """Of the application or of the report, whichever was talked about; None when neither was."""
    entry = context.entry or ""
    if not entry.startswith(("apply.", "report.", "hotline.")):
        return None
    name = names[0] if entry.startswith("apply.") else names[1]
    return replace(decision, band="answer", candidates=[Candidate(name, None, decision.candidates[0].probability)])


def _between(decision: Decision, names: tuple[str, str]) -> Decision:
    both = [Candidate(name, None, decision.candidates[0].probability) for name in names]
    return replace(decision, band="ask", candidates=both, further=[])


def _may_be_of_the_guide(entry: str, text: str, context: Context) -> bool:
    """被拒了怎么办 after a guide: an application of some kind, and the guide is about one."""
    after_guide = bool(context.entry and context.entry.startswith("guide."))
    return after_guide and entry not in _OF_THEIR_OWN and len(text) <= _SHORT and not _DISCLOSURE.search(text)


def _of_the_guide(decision: Decision, guide: str) -> Decision:
    """The guide's own answer to the same question; where it has none the citizen is asked."""
    best = decision.candidates[0]
    facet = _SAME_OF_A_GUIDE.get(best.entry)
    own = Candidate(guide, facet or "overview", best.probability)
    if facet:
        return replace(decision, band="answer", candidates=[own], further=[])
    return replace(decision, band="ask", candidates=[own, best], further=[])
