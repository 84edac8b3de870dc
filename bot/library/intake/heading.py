"""The head of an official text: its title, over one line or several, and its number.

Texts from government sites begin with the title of the page, then repeat it as the document has it, broken over lines.
Texts from files begin with the title alone, or with the red head (福州市人民政府文件) and the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.library.intake.numbers import number_in

_RED_HEAD = re.compile(r"[\u4e00-\u9fff、 ]{2,40}文\s*件")
_KINDS = (
    "通知|意见|办法|规定|条例|细则|方案|规划|计划|预案|规则|报告|纲要|决定|公告|通告|通报|批复|复函|函|答复|令|法|解读|总结|目录|"
    "指南|公报|要点|情况|标准|规范|制度|清单|命令|决议|请示|纪要|须知|问答|说明|名单|表"
)
_ENDS = re.compile(rf"(?:{_KINDS})(?:[（(《〈].{{1,20}}[)）》〉])?$")
_SENTENCE = re.compile(r"[。；！？]|[，,：:]$")
_NUMBER_BEHIND = re.compile(r"[（(]([^（()）]{1,14}[〔\[（(]\d{4}[〕\])）]\s*\d{1,5}\s*号)[)）]$")
_ORDER_NAME = re.compile(r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,20}令")
_ORDER_NUMBER = re.compile(r"第?\s*[0-9零〇一二三四五六七八九十百千]+\s*号")
_LONGEST, _LONGEST_LINE, _MOST_LINES, _BEHIND = 150, 45, 6, 4


@dataclass(frozen=True)
class Heading:
    """`body`: the lines below title and number. `title` is None when the first line is no title."""

    title: str | None
    number: str | None
    body: tuple[str, ...]


def heading_of(lines: list[str], told: str | None = None) -> Heading:
    """The heading; `told` is the title that the file gives beside its text."""
    lines, above = _below_red_head(lines)
    title, used = _told(lines, told) if told else _first(lines)
    title, behind = _without_number(title)
    rest = lines[used:]
    number, rest = _number(rest)
    return Heading(title, above or behind or number, tuple(rest))


def bare(text: str) -> str:
    """Letters and digits only: how titles are compared."""
    return re.sub(r"[\W_]+", "", text)


def _below_red_head(lines: list[str]) -> tuple[list[str], str | None]:
    number = None
    while lines and (_RED_HEAD.fullmatch(lines[0]) or number_in(lines[0])) and len(lines) > 1:
        number = number or number_in(lines[0])
        lines = lines[1:]
    return lines, number


def _told(lines: list[str], told: str) -> tuple[str, int]:
    """The text may repeat it, once or twice, broken or not."""
    used = 0
    while more := _lines_that_say(bare(told), lines[used:]):
        used += more
    return told, used


def _first(lines: list[str]) -> tuple[str | None, int]:
    if not lines or len(lines[0]) > _LONGEST:
        return None, 0
    repeated = _lines_that_say(bare(lines[0]), lines[1:])
    if repeated:
        return lines[0], 1 + repeated
    if _SENTENCE.search(lines[0]) and not _ENDS.search(lines[0]):
        return None, 0
    for used in range(1, _MOST_LINES):
        if used > 1 and not _goes_on(lines[used - 1 : used]):
            break
        if _ENDS.search(lines[used - 1]):
            return "".join(lines[:used]), used
    return lines[0], 1


def _goes_on(line: list[str]) -> bool:
    return bool(line) and len(line[0]) <= _LONGEST_LINE and not _SENTENCE.search(line[0]) and not number_in(line[0])


def _lines_that_say(wanted: str, lines: list[str]) -> int:
    """How many of the first lines together say just that; 0 when they do not."""
    said = ""
    for count, line in enumerate(lines[:_MOST_LINES], 1):
        said += bare(line)
        if said == wanted:
            return count
        if not wanted.startswith(said):
            return 0
    return 0


def _without_number(title: str | None) -> tuple[str | None, str | None]:
    found = _NUMBER_BEHIND.search(title or "")
    if title and found and (number := number_in(found[1])):
        return title[: found.start()], number
    return title, None


def _number(lines: list[str]) -> tuple[str | None, list[str]]:
    """The number among the first lines below the title, and the lines without it."""
    for place, line in enumerate(lines[:_BEHIND]):
        if number := number_in(line):
            return number, lines[:place] + lines[place + 1 :]
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if _ORDER_NAME.fullmatch(line) and _ORDER_NUMBER.fullmatch(following):
            return number_in(line + following), lines[:place] + lines[place + 2 :]
    return None, lines
