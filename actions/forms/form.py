"""A form as plain values: what it asks for, and what a message gives it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from actions.understanding import Understanding
from bot.text.normalise import normalise

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


def take_as_written(
    form: Form, understanding: Understanding, filled: Mapping[str, str], asked: str | None, *, bare: bool = True
) -> Taken:
    """`take` from what the citizen wrote, and from its simplified form what is only known by that."""
    read = take(form, understanding.text, filled, asked, bare=bare)
    if understanding.written == understanding.text:
        return read
    written = take(form, understanding.written, filled, asked, bare=bare)
    values = {**read.values, **{name: value for name, value in written.values.items() if _is_same(value, read, name)}}
    return Taken(values, wrong=None if asked in values else read.wrong)


def _is_same(written: str, read: Taken, name: str) -> bool:
    """單位名稱是… is known as a lead-in only in the simplified text: what was read there is the value then."""
    return name not in read.values or normalise(written) == normalise(read.values[name])


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
