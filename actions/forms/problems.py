"""Tells several problems in a report apart: each becomes a case of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.decision import ASK, FURTHER
from actions.understanding import Understanding
from bot.library.citation import number_of

_TOPIC = "report.problem"
_SHORTEST = 4
_ANNOUNCES = re.compile("^(?:我要?|想)*(?:投诉|反映|举报|有|说)+[一二两三四几]?[个件]?(?:问题|事情?)?[:：]?$")
_FURTHER_ONE = re.compile("[，,。；;、\\s]*(?:还有|另外|再就是|此外|第[一二三四五](?:个|件|是)?)[，,：:、是]*")
_STOP = re.compile("[。；;\n]+")
_DROPS = re.compile(
    "第([一二三四五1-5])(?:个|件|条|项)?问?题?.{0,4}?(?:不要|不报|不用|不反映|不登记|去掉|删|取消|撤|算)"
)
_FURTHER = re.compile("^(?:还有|另外|再就是|顺便|对了|而且)[，,、\\s]*")


def problems(understanding: Understanding) -> list[str]:
    """What is reported piece by piece, when a message holds several: 路灯不亮，还有垃圾没人收. No word is lost: what is
    no problem by itself stays with the one before it."""
    clauses = {reading.text: reading.topics[:1] for reading in understanding.readings if reading.kind == "clause"}
    others = {text for text, top in clauses.items() if top and top[0].name != _TOPIC}
    sure = {text for text, top in clauses.items() if text not in others and top and top[0].probability >= FURTHER}
    found: list[str] = []
    for piece in _pieces(understanding.text, sure):
        if not _ANNOUNCES.match(piece) and len(piece) >= _SHORTEST and piece not in others:
            found.append(piece)
        elif found:
            found[-1] += f"，{piece}"
    return found if len(found) > 1 else []


def _pieces(text: str, sure: set[str]) -> Iterator[str]:
    """A full stop parts two problems only when all the sentences are problems: most reports have several sentences."""
    for part in _FURTHER_ONE.split(text):
        sentences = [sentence for each in _STOP.split(part) if (sentence := each.strip(" ，,"))]
        yield from sentences if sure.issuperset(sentences) else [part.strip(" ，,。")]


def without(told: str, text: str) -> str | None:
    """The problems told, when 第二个不要了 drops one of several."""
    lines, dropped = told.split("\n"), _DROPS.search(text)
    place = number_of(dropped[1]) if dropped else 0
    return "\n".join([*lines[: place - 1], *lines[place:]]) if 0 < place <= len(lines) > 1 else None


def further_problem(understanding: Understanding) -> str | None:
    """还有，旁边的路灯也不亮: one more, told later."""
    heard = [understanding.topics, *(reading.topics for reading in understanding.readings)]
    is_problem = any(topic.name == _TOPIC and topic.probability >= ASK for topics in heard for topic in topics)
    begun = _FURTHER.match(understanding.text)
    return understanding.text[begun.end() :] if begun and is_problem else None
