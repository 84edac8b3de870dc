"""A file's text with everything it says of itself: what becomes an entry and its full text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.library.days import date_written
from bot.library.intake import facts
from bot.library.intake.heading import heading_of
from bot.library.intake.labels import labelled
from bot.library.intake.numbers import number_in, order_within
from bot.library.intake.reading import Reading, Upload
from bot.library.intake.refusal import Refused
from bot.library.structure import Part, cut
from bot.library.texts import Attachment

_HISTORY_ENDS = "<!-- INFO END -->"
_RELEASED = "此件公开发布"
_FEWEST_IN_NAME = 4


@dataclass(frozen=True)
class Description:
    """A document as its file describes it. `written`: the day it is signed with, or of this version of an act;
    `replaces`, `interprets`: titles and numbers as written, not yet looked up."""

    title: str
    number: str | None
    index_number: str | None
    issuer: str | None
    written: date | None
    published: date | None
    effective: date | None
    lasts_until: date | None
    status: str | None
    replaces: tuple[tuple[str, str | None], ...]
    interprets: tuple[str | None, str | None] | None
    attachments: tuple[Attachment, ...]
    parts: tuple[Part, ...]


def describe(upload: Upload, reading: Reading) -> Description:
    """Raises Refused("no_title")."""
    before, mark, behind = reading.text.partition(_HISTORY_ENDS)
    lines = _lines(behind) if mark else _lines(reading.text)
    history = _lines(before) if mark else []
    labels, lines = labelled(lines)
    labels = {**labels, **reading.labels}
    told = history[0] if history else labels.get("title", "").split("_")[0].strip() or None
    heading = heading_of(lines, told)
    title = heading.title or _named(upload)
    body = tuple(line for line in heading.body if _RELEASED not in line)
    act = cut("\n".join((title, *body)), upload.stem)
    parts = reading.parts or act.parts
    dated = cut(reading.text, upload.stem).dated if history else _day(labels.get("written")) or facts.written_on(body)
    number = number_in(labels.get("number", "")) or heading.number or _ordered(history)
    return _described(title, number, dated, body, history, labels, reading, parts)


def _described(
    title: str,
    number: str | None,
    dated: date | None,
    body: tuple[str, ...],
    history: list[str],
    labels: dict[str, str],
    reading: Reading,
    parts: tuple[Part, ...],
) -> Description:
    text = "\n".join(body)
    effective = _day(labels.get("effective")) or facts.effective_on(text, dated)
    return Description(
        title=title,
        number=number,
        index_number=labels.get("index_number"),
        issuer=labels.get("issuer") or facts.issuer_of(title, body, history) or _orders(number),
        written=dated,
        published=_day(labels.get("published")),
        effective=effective,
        lasts_until=_day(labels.get("lapses")) or facts.lasts_until(text, effective or dated),
        status=facts.status_in(title, body, labels.get("validity")),
        replaces=tuple(dict.fromkeys(facts.replaced_by_it(text))),
        interprets=facts.interpreted_in(title, body),
        attachments=_merged(reading.attachments, facts.attachments_named(body)),
        parts=parts,
    )


def _lines(text: str) -> list[str]:
    lines = (line.strip().lstrip("#").strip().strip("\ufeff\u200b\u3000") for line in text.splitlines())
    return [line for line in lines if line]


def _named(upload: Upload) -> str:
    """The name of the file, where the text has no title and the name is one."""
    name = upload.stem.strip()
    if sum("\u4e00" <= char <= "\u9fff" for char in name) < _FEWEST_IN_NAME:
        raise Refused("no_title")
    return name


def _ordered(history: list[str]) -> str | None:
    return next((number for line in reversed(history) if (number := order_within(line))), None)


def _orders(number: str | None) -> str | None:
    """国务院令第707号 → 国务院."""
    return number.partition("令第")[0] if number and "令第" in number else None


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date_written(text) or date.fromisoformat(text.strip()[:10].replace("/", "-").replace(".", "-"))
    except ValueError:
        return None


def _merged(linked: tuple[Attachment, ...], named: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Links first; a name that a link has already is not repeated."""
    known = {item.name for item in linked}
    return linked + tuple(replace(item) for item in named if not any(item.name in name for name in known))
