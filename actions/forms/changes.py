"""Earlier answers taken back: which one is meant, and what takes its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.forms.form import Field, Form, Taken

# What tells, next to the name of a field, that its answer is to change. 不对外公开 says something else.
_SET = "改成|改为|换成|换为|改到|更正为"
_MISTAKEN = "(?:写错|填错|说错|打错|弄错|不对|错|有误)了?(?=$|[，,。.！!；;、 ]|[应是]|改)"
_TO_CHANGE = r"(?<!整)(?:改|换|更正|重新?填|重写)(?:一下|下)?"
_LEAD = "(?:等等|等一?下|不好意思|哦|那个|刚才|前面|上面|把|我|的|要|想|[，, ])*"
_ENDS = "[了吧呢啊。.!！ ]*"
# 电话改成…, 地点写错了，应该是…: what stands behind these is the new value.
_NEW_VALUE = re.compile("(?:改成|改为|换成|换为|更正为|应该是|应当是|应为|改到|是|为|:|：)(.+)$")
# 我叫李娜，不是张伟, 不是张伟，是李娜: what is denied tells which answer is meant.
_INSTEAD = re.compile(
    "(?P<new>.+?)[，,。 ]*(?:而?不是|不叫)(?P<old>[^，,。]+)"
    "|(?:不是|不叫)(?P<old2>.+?)[，,。 ]*(?:而?是|应该是|叫)(?P<new2>.+)"
)
_VALUE_ALONE = 5


def change(
    form: Form,
    text: str,
    filled: Mapping[str, str] | None = None,
    *,
    at_read_back: bool = False,
    in_free_text: bool = False,
) -> Taken:
    """Earlier answers taken back: with their new values when those are said too, otherwise one is asked for anew.

    At the read-back it is enough to name what is wrong: 时间是前天, or 时间 alone. `in_free_text` tells that any words
    may be the answer to what is asked: then only what begins as a change is one.
    """
    if instead := _instead(form, text, filled or {}):
        return instead
    taken = Taken()
    for piece in _pieces(form, text):
        one = _change(form, piece, at_read_back or bool(taken), in_free_text and not taken)
        if not one and not taken:
            return taken
        taken = Taken({**taken.values, **one.values}, taken.reopened or one.reopened, taken.wrong or one.wrong)
    return taken


def _pieces(form: Form, text: str) -> list[str]:
    """姓名是李四，电话是…: a comma parts two changes when a field is named behind it."""
    called = "|".join(item.called.pattern for item in form.fields)
    behind = f"(?:我的|把)?(?:{called})[^，,；;。]{{0,4}}?(?:{_SET}|是|为|:|：|{_MISTAKEN})"
    return re.split(f"[，,；;。](?={behind})", text)


def _change(form: Form, text: str, at_read_back: bool, in_free_text: bool) -> Taken:
    named = _named(form, text)
    new = _NEW_VALUE.search(text)
    if named is None or not (_is_told(named, text, in_free_text) or (at_read_back and (new or _is_alone(named, text)))):
        return _value_alone(form, text) if at_read_back else Taken()
    value = named.read(new[1].strip(), True) if new else None
    if isinstance(value, str):
        return Taken({named.name: value})
    return _value_alone(form, text) if at_read_back and not new else Taken(reopened=named.name, wrong=value)


def _named(form: Form, text: str) -> Field | None:
    """The field whose name comes first, the longer name when two begin there: 收件邮箱 is no 邮箱."""
    found = [(match.start(), -len(match[0]), item) for item in form.fields if (match := item.called.search(text))]
    return min(found, key=lambda each: each[:2])[2] if found else None


def _is_told(item: Field, text: str, in_free_text: bool) -> bool:
    """Field and change are said together."""
    called = item.called.pattern
    told = f"(?:{called})[^，,。；;]{{0,4}}?(?:{_SET}|{_MISTAKEN})|(?:{_SET}|{_TO_CHANGE})(?:我?的)?(?:{called})"
    return bool(re.match(f"{_LEAD}(?:{told})", text) if in_free_text else re.search(told, text))


def _is_alone(item: Field, text: str) -> bool:
    """时间, 电话不对, 地址要改."""
    return bool(re.fullmatch(f"{_LEAD}(?:{item.called.pattern})(?:{_MISTAKEN}|要?{_TO_CHANGE})?{_ENDS}", text))


def _value_alone(form: Form, text: str) -> Taken:
    """匿名, 自取: named by its value."""
    named = _named(form, text)
    if named is None:
        return Taken()
    is_short = len(text) <= _VALUE_ALONE and not re.search(f"{_MISTAKEN}|{_TO_CHANGE}", text)
    value = named.read(text, True) if named.is_private and is_short else None
    if isinstance(value, str):
        return Taken({named.name: value})
    is_told = _is_told(named, text, False) or _is_alone(named, text)
    return Taken(reopened=named.name) if is_told else Taken()


def _instead(form: Form, text: str, filled: Mapping[str, str]) -> Taken:
    found = _INSTEAD.fullmatch(text.strip(" 。.!！"))
    old, new = (found["old"] or found["old2"], found["new"] or found["new2"]) if found else ("", "")
    named = next((item for item in form.fields if len(old) > 1 and old in filled.get(item.name, "")), None)
    value = named.read(new, True) if named else None
    return Taken({named.name: value}) if named and isinstance(value, str) else Taken()
