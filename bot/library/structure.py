"""Cuts legal and official texts where their writers cut them, so that every passage knows its place.

Acts: 编, 章, 节, 条 (an article is never cut: its 款 and 项 say nothing apart). Other official texts: 一、 （一） 1.
（1） and decimal numbers. Nothing but the text is looked at; what a line begins with decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.library.citation import number_of
from bot.library.days import date_written

_N = r"[零〇一二两三四五六七八九十百千]+"
_ARTICLE = re.compile(rf"第({_N}|\d+)条(之{_N})?(?:(?=[\s【（(])|$|(?![第的规所中、，,和或至及]))\s*(.*)", re.S)
# From the outermost in. Decimal numbers are deeper the more parts they have.
_ATTACHED, _BOOK, _ARTICLES, _POINTS, _DECIMALS = 0, 1, 4, 5, 7
_HEADINGS = tuple(re.compile(rf"第(?:{_N}|\d+){level}(?=\s|$)") for level in "编章节")
_NUMBERED = (
    re.compile(rf"{_N}、"),
    re.compile(rf"[（(]{_N}[）)]"),
    re.compile(r"\d{1,3}[.．、]\s*(?=[^\d\s])"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)
_DECIMAL = re.compile(r"\d{1,2}((?:\.\d{1,2})+)\s+(?=\S)")
_ATTACHMENT = re.compile(r"附件\s*\d*[:：]?$|附\s*[:：]?$")
_KINDS = ("办法", "规定", "条例", "细则", "方案", "意见", "规划", "计划", "预案", "规则", "报告", "纲要")
_IN_FORCE = "施行"
_NUMBER = re.compile(rf"{_N}、|[（(].+?[）)]|[\d.．、]+")
_HISTORY_ENDS = "<!-- INFO END -->"
_NAMED = re.compile(r"(.+?)[（(](\d{4}-\d{2}-\d{2})[)）]$")
_INVISIBLE = re.compile("[\u200b-\u200f\ufeff]")
# A paragraph's first sentence is its heading when it is no longer than this.
_LONGEST_HEADING = 40


@dataclass(frozen=True)
class Part:
    """One passage: its headings from the outermost in (第三章 路政管理, 第三十条), its article's number (None where
    there are no articles; 第十条之一 counts as 10, its path tells it apart), and its text without 第三十条."""

    path: tuple[str, ...]
    article: int | None
    text: str


@dataclass(frozen=True)
class Act:
    """A text cut into parts. `dated` tells versions of one title apart: the day in the file's name, else the last day
    of its history, else the first line that is nothing but a day; None where none is said."""

    title: str
    dated: date | None
    parts: tuple[Part, ...]


def cut(text: str, name: str = "") -> Act:
    """The parts of a text; `name` is its file's name without the ending: 城市道路管理条例(2019-03-24)."""
    named = _NAMED.match(name)
    history, body = _history(text)
    title = next(iter(_lines(history or body)), named[1] if named else name)
    lines = _lines(body) if history else _lines(body)[1:]
    dated = date.fromisoformat(named[2]) if named else _dated(_lines(history), lines)
    return Act(title, dated, tuple(_Cutter(title).cut(lines)))


def _history(text: str) -> tuple[str, str]:
    """What is said of an act before its first article, where a line marks the end of that."""
    before, mark, behind = text.partition(_HISTORY_ENDS)
    return (before, behind) if mark else ("", text)


def _lines(text: str) -> list[str]:
    lines = (_INVISIBLE.sub("", line).strip().lstrip("#").strip() for line in text.splitlines())
    return [line for line in lines if line]


def _dated(history: list[str], lines: list[str]) -> date | None:
    told = [found for line in history if _IN_FORCE not in line and (found := date_written(line))]
    return max(told) if told else next((found for line in lines if (found := date_written(line, alone=True))), None)


@dataclass
class _Cutter:
    """Goes through the lines once. `places`: the headings that hold where it is, each with its depth; `held`: the lines
    of the passage so far."""

    title: str
    places: list[tuple[int, str]] = field(default_factory=list)
    article: int | None = None
    held: list[str] = field(default_factory=list)

    def cut(self, lines: list[str]) -> Iterator[Part]:
        """The passages in their order."""
        for line in lines:
            begun = self._begun(line)
            if begun:
                yield from self._finished(begun[0])
                self._enter(*begun)
            elif self.held or self.places or _bare(line) not in _bare(self.title):
                self.held.append(line)
        yield from self._finished(_ATTACHED)

    def _enter(self, depth: int, heading: str, article: int | None, text: str) -> None:
        self.places = [place for place in self.places if place[0] < depth] + [(depth, heading)]
        self.article, self.held = article, [text] if text else []

    def _finished(self, next_depth: int) -> Iterator[Part]:
        """A heading that only introduces the next, deeper one says nothing alone."""
        introduces = bool(self.places) and self._is_heading_only() and next_depth > self.places[-1][0]
        if self.held and not introduces:
            yield Part(tuple(heading for _, heading in self.places), self.article, "\n".join(self.held))
        self.held = []

    def _is_heading_only(self) -> bool:
        return len(self.held) == 1 and self.held[0].rstrip("。：:") == self.places[-1][1]

    def _begun(self, line: str) -> tuple[int, str, int | None, str] | None:
        """Depth, heading, article and first words, when a passage begins with this line."""
        article = _ARTICLE.match(line)
        if article:
            return _ARTICLES, f"第{article[1]}条{article[2] or ''}", number_of(article[1]), article[3]
        depth = _depth(line, _HEADINGS, _BOOK)
        if depth is not None:
            return depth, _heading(line), None, ""
        if _ATTACHMENT.match(line) or self._is_attached(line):
            return _ATTACHED, line, None, ""
        depth = _depth(line, _NUMBERED, _POINTS) if self.article is None else None
        return None if depth is None else (depth, _heading(line), None, line)

    def _is_attached(self, line: str) -> bool:
        """The name of what a notice issues, alone on its line, after the notice: 个人所得税专项附加扣除暂行办法."""
        named = line.endswith(_KINDS) and _bare(line) in _bare(self.title)
        return named and bool(self.held) and self.places[:1] != [(_ATTACHED, line)]


def _depth(line: str, patterns: tuple[re.Pattern[str], ...], first: int) -> int | None:
    decimal = _DECIMAL.match(line) if patterns is _NUMBERED else None
    if decimal:
        return _DECIMALS + decimal[1].count(".")
    return next((depth for depth, pattern in enumerate(patterns, first) if pattern.match(line)), None)


def _heading(line: str) -> str:
    """第一章　总　　则 → 第一章 总则; （二）加强领导。各地区… → （二）加强领导; a long sentence → its number."""
    first = re.split("[。；：]", line, maxsplit=1)[0]
    if first.startswith("第"):
        return " ".join([first.split()[0], "".join(first.split()[1:])]).strip()
    return first if len(first) <= _LONGEST_HEADING else _NUMBER.match(first)[0]  # type: ignore[index]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
