"""A form as plain values: what it asks for, and what a message gives it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# Asked for when everything is there: whether it is right as read back.
CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Wrong:
    """What was said for a field cannot be its value; `why` names the response that explains it."""

    why: str


# What a message says for a field: its value, why it cannot be one, or nothing about it. `asked` tells that the field
# was asked for, so that the bare words may be it.
Read = Callable[[str, bool], "str | Wrong | None"]


@dataclass(frozen=True)
class Field:
    """One thing to ask for. `called` is how people name it when they change it; `needed` tells whether it is asked for
    at all, after what is filled."""

    name: str
    read: Read
    called: re.Pattern[str]
    is_private: bool = False
    needed: Callable[[Mapping[str, str]], bool] = lambda filled: True


@dataclass(frozen=True)
class Form:
    """`entry` is the topic that starts it; fields are asked for in their order, then everything is read back,
    unless nothing is stored by it. `why` is the topic that tells what the answers are needed for."""

    name: str
    entry: str
    fields: tuple[Field, ...]
    why: str | None = None
    reads_back: bool = True

    @property
    def loop(self) -> str:
        """The name of the Rasa form."""
        return f"{self.name}_form"

    def slot(self, name: str) -> str:
        """The Rasa slot of a field."""
        return f"{self.name}_{name}"

    def field(self, name: str | None) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def asked_for(self, filled: Mapping[str, str]) -> tuple[Field, ...]:
        """The fields it takes, after what is filled."""
        return tuple(field for field in self.fields if field.needed(filled))

    def next(self, filled: Mapping[str, str]) -> str | None:
        """What to ask for next, the read-back included; None when all is said."""
        return self.missing(filled) or (CONFIRMED if self.reads_back else None)

    def missing(self, filled: Mapping[str, str]) -> str | None:
        """The next field to ask for; None when all is there."""
        return next((field.name for field in self.asked_for(filled) if not filled.get(field.name)), None)


@dataclass(frozen=True)
class Taken:
    """What a message gave: new values, a field to be asked for anew, and what was wrong with another."""

    values: dict[str, str] = field(default_factory=dict)
    reopened: str | None = None
    wrong: Wrong | None = None

    def __bool__(self) -> bool:
        return bool(self.values or self.reopened or self.wrong)


_CHANGES = re.compile("改|换|更正|写错|填错|说错|打错|不对|错了|重新?填|重写")
_NAMED_ALONE = 5
# 电话改成…, 地点写错了，应该是…: what stands behind these is the new value.
# 我叫李娜，不是张伟, 不是张伟，是李娜: what is denied tells which answer is meant.
_INSTEAD = re.compile(
    "(?P<new>.+?)[，,。 ]*(?:而?不是|不叫)(?P<old>[^，,。]+)"
    "|(?:不是|不叫)(?P<old2>.+?)[，,。 ]*(?:而?是|应该是|叫)(?P<new2>.+)"
)
_NEW_VALUE = re.compile("(?:改成|改为|换成|换为|更正为|应该是|应当是|应为|改到|是|为|:|：)(.+)$")


def change(form: Form, text: str, filled: Mapping[str, str] | None = None, *, at_read_back: bool = False) -> Taken:
    """An earlier answer taken back: with its new value when that is said too, otherwise it is asked for anew.

    At the read-back it is enough to name what is wrong: 时间是前天, or 时间 alone."""
    if instead := _instead(form, text, filled or {}):
        return instead
    is_short = at_read_back and len(text) <= _NAMED_ALONE
    is_given = at_read_back and _NEW_VALUE.search(text)
    if not (_CHANGES.search(text) or is_short or is_given):
        return Taken()
    named = next((field for field in form.fields if field.called.search(text)), None)
    if named is None:
        return Taken()
    new = _NEW_VALUE.search(text)
    value = named.read(new[1].strip(), True) if new else None
    if is_short and not new and named.is_private and isinstance(itself := named.read(text, True), str):
        value = itself  # 匿名, 自取: named by its value
    if isinstance(value, str):
        return Taken({named.name: value})
    return Taken(reopened=named.name, wrong=value)


def _instead(form: Form, text: str, filled: Mapping[str, str]) -> Taken:
    found = _INSTEAD.fullmatch(text.strip(" 。.!！"))
    old, new = (found["old"] or found["old2"], found["new"] or found["new2"]) if found else ("", "")
    named = next((item for item in form.fields if len(old) > 1 and old in filled.get(item.name, "")), None)
    value = named.read(new, True) if named else None
    return Taken({named.name: value}) if named and isinstance(value, str) else Taken()


def take(form: Form, text: str, filled: Mapping[str, str], asked: str | None, *, bare: bool = True) -> Taken:
    """Every value a message holds; `bare` tells whether the words alone may be the value of the field asked for."""
    values: dict[str, str] = {}
    wrong = None
    for item in form.fields:
        is_asked = item.name == asked and bare
        if filled.get(item.name) and not is_asked:
            continue
        found = item.read(text, is_asked)
        if isinstance(found, str):
            values[item.name] = found
        elif found and (is_asked or wrong is None):
            wrong = found
    return Taken(values, wrong=wrong)
