"""What one message does to a form. Pure: understanding + what is filled → the next step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from actions.decision import ANSWER, EMERGENCY
from actions.emergencies import EMERGENCIES
from actions.forms.cases import looked_up, takes_back
from actions.forms.changes import change
from actions.forms.commands import agrees, cancels, goes_back, is_yes, waits
from actions.forms.form import CONFIRMED, Form, Taken, take_as_written
from actions.forms.problems import further_problem, problems, without
from actions.forms.values import asks, number
from actions.understanding import Understanding
from bot.nlu.wanted_readings import CLEAR

# Before the read-back it skips nothing: what is missing is asked for, and all is read back.
_SKIPS = re.compile("不用?再?(?:确认|核对|念)了?.{0,4}(?:交|提交)|^直接(?:提交|交)(?:吧|了)?[。.!！]?$")
_NO = re.compile("^(?:不对|不是|错了|有错|不行|不确认|不提交|要改)")
_TURNS_TO = re.compile("(?:我要|我想|想要?|就是要?|是要|来)(?:投诉|反映|举报|报修|申请)")
_WHY = re.compile("(?:一定|必须|非得?|为什么|为啥|干嘛|可不可以不|能不能不|不想|不愿)要?(?:给|留|填|写|提供|说|报)?")
# Fields whose answer may be any words, and those among them that are known by nothing else.
_FREE = frozenset({"wanted", "problem", "place", "details"})
ANY_WORDS = frozenset({"wanted", "problem", "details"})
# What the model makes of a name, or of 三天了.
_OUT_OF_SCOPE = "chat.out-of-scope"
_COURTESIES = ("chat.thanks", "chat.greet", "chat.bye", "chat.abuse")
_HARM = re.compile("[人孩伤血火烧刀倒掉撞晕漏炸死]")
# 继续, 接着填: the model hears 重新开始 in it.
_GOES_ON = re.compile("继续|接着|往下")
# 重新开始 is said in few words; more of them tell what is reported.
_SHORT = 12
_PATTERNED = frozenset({"place", "delivery"})
_ANSWERED_FIRST = ("chat.", "hotline.human", "hotline.progress", "apply.progress")
_TALK = ("chat.", "hotline.human", "apply.", "hotline.")


@dataclass(frozen=True)
class Step:
    """`go_on` fills values and asks on; `aside` answers something else first; `end` keeps nothing; `submit` is all."""

    kind: Literal["go_on", "aside", "end", "submit"]
    values: dict[str, str | None] = field(default_factory=dict)
    notice: str | None = None


def step(form: Form, understanding: Understanding, filled: Mapping[str, str], asked: str | None) -> Step:
    """`filled` holds the fields that have a value, `asked` the one asked for (or CONFIRMED)."""
    text = understanding.text
    if understanding.probability(*EMERGENCIES) >= (ANSWER if _is_value(form, text, asked) else EMERGENCY):
        return Step("aside")
    free = asked in _FREE
    if asked == CONFIRMED and agrees(form, text):
        return Step("submit")
    if goes_back(text, free) and (before := _before(form, filled, asked)):
        return Step("go_on", {before: None})
    if form.reads_back and waits(text, free):
        return Step("go_on", notice="what_is_wrong")
    if form.name == "report" and (left := without(filled.get("problem", ""), text)):
        return Step("go_on", {"problem": left}, "problem_dropped")
    if isinstance(case := number(text, False), str) and takes_back(text, case, filed=True):
        return Step("aside")
    if form.reads_back and looked_up(text, in_free_text=asked in ANY_WORDS):
        return Step("aside")
    restarts = understanding.probability("chat.restart") >= ANSWER and not (free and len(text) > _SHORT)
    if restarts and _GOES_ON.search(text):
        return Step("go_on")
    if cancels(text, free) or restarts:
        return Step("end")
    changed = _change(form, understanding, filled, asked)
    if changed.values or (changed and not _is_value(form, text, asked)):
        return _changed(changed)
    if asked == CONFIRMED and (decided := _confirmed(understanding)):
        return decided
    if _SKIPS.search(text) and asked != CONFIRMED:
        return Step("go_on")
    if form.name == "report" and filled.get("problem") and (more := further_problem(understanding)):
        return Step("go_on", {"problem": f"{filled['problem']}\n{more}"}, "further_problem")
    return _filled(form, understanding, filled, asked)


def _is_value(form: Form, text: str, asked: str | None) -> bool:
    """A name, a number, a place: what the model makes of so little is no alarm yet."""
    item = form.field(asked)
    if _HARM.search(text):
        return False
    return item is not None and item.name not in ANY_WORDS and isinstance(item.read(text, True), str)


def _before(form: Form, filled: Mapping[str, str], asked: str | None) -> str | None:
    """The field answered before the one asked for."""
    names = [item.name for item in form.fields]
    earlier = names[: names.index(asked)] if asked in names else names
    return next((name for name in reversed(earlier) if filled.get(name)), None)


def _change(form: Form, understanding: Understanding, filled: Mapping[str, str], asked: str | None) -> Taken:
    """Heard in the simplified text; the new values are those that were written."""
    at_read_back, in_free_text = asked == CONFIRMED, asked in ANY_WORDS
    heard, written = (
        change(form, text, filled, at_read_back=at_read_back, in_free_text=in_free_text)
        for text in (understanding.text, understanding.written)
    )
    kept = {name: value for name, value in written.values.items() if name in heard.values}
    return replace(heard, values={**heard.values, **kept})


def _changed(changed: Taken) -> Step:
    if changed.reopened:
        return Step("go_on", {changed.reopened: None}, changed.wrong.why if changed.wrong else None)
    return Step("go_on", dict(changed.values), "changed")


def _confirmed(understanding: Understanding) -> Step | None:
    if _NO.match(understanding.text):
        return Step("go_on", notice="what_is_wrong")
    if understanding.probability("affirm") >= ANSWER:  # yes, and something else: which is not clear
        return Step("go_on", notice="what_is_wrong")
    return Step("go_on", notice="what_is_wrong") if understanding.probability("deny") >= ANSWER else None


def _filled(form: Form, understanding: Understanding, filled: Mapping[str, str], asked: str | None) -> Step:
    said_as_such = take_as_written(form, understanding, filled, asked, bare=False)
    taken = take_as_written(form, understanding, filled, asked)
    is_value = bool(said_as_such.values) or (asked in taken.values and asked not in ANY_WORDS)
    if not taken.values and taken.wrong and not asks(understanding.text) and _is_no_matter(form, understanding):
        return Step("go_on", notice=taken.wrong.why)
    if not is_value and _is_aside(form, understanding, asked):
        return Step("aside")
    if taken.values and not _talks(understanding, asked):
        several = problems(understanding) if "problem" in taken.values else []
        if taken.values.get("details") and is_yes(taken.values["details"]):
            return Step("go_on")
        values: dict[str, str | None] = {**taken.values, **({"problem": "\n".join(several)} if several else {})}
        return Step("go_on", values, taken.wrong.why if taken.wrong else None)
    if understanding.probability("repeat", "affirm", "useful") >= ANSWER:
        return Step("go_on")
    if taken.wrong:
        return Step("go_on", notice=taken.wrong.why)
    is_short_of_meaning = _top(understanding)[1] < CLEAR and not asks(understanding.text)
    if asked in _FREE and is_short_of_meaning and len(understanding.text) >= 2:
        return Step("go_on", {str(asked): understanding.written.strip()})
    return Step("aside")


def _is_no_matter(form: Form, understanding: Understanding) -> bool:
    """Nothing else is told; what sounds like the form's own section (没有邮箱) is told of the field."""
    name, probability = _top(understanding)
    return probability < CLEAR or name == _OUT_OF_SCOPE or name.split(".")[0] == form.entry.split(".")[0]


def _talks(understanding: Understanding, asked: str | None) -> bool:
    """谢谢 begins like a name, 能去现场拿吗 holds a way of delivery: neither is an answer."""
    name, probability = _top(understanding)
    is_talk = name in _COURTESIES and probability >= CLEAR
    return (asked == "applicant" and is_talk) or (
        asked in _PATTERNED and asks(understanding.text) and probability >= CLEAR
    )


def _is_aside(form: Form, understanding: Understanding, asked: str | None) -> bool:
    """A question, or talk, instead of the answer."""
    name, probability = _top(understanding)
    if probability < CLEAR or name in {form.entry, "affirm", "deny", "repeat", "choose"}:
        return False
    if asks(understanding.text) or turns_to_report(understanding.text):
        return True
    if asked in _FREE:
        return name.startswith(_ANSWERED_FIRST) and name != _OUT_OF_SCOPE
    return name.startswith(_TALK)


def asks_why(text: str) -> bool:
    """一定要留电话吗."""
    return bool(_WHY.search(text))


def turns_to_report(text: str) -> bool:
    """其实我是想投诉…: another matter than the one being filled in."""
    return bool(_TURNS_TO.search(text))


def _top(understanding: Understanding) -> tuple[str, float]:
    """Of the message, or of what it puts in the place of something else (不是要文件，是要投诉)."""
    corrected = understanding.reading("corrected")
    topics = (corrected.topics if corrected else None) or understanding.topics
    return (topics[0].name, topics[0].probability) if topics else ("", 0.0)
