"""Tells several problems in a report apart: each becomes a case of its own."""

from __future__ import annotations

import re

from actions.decision import ASK
from actions.understanding import Understanding

_TOPIC = "report.problem"
_SHORTEST = 4
_ANNOUNCES = re.compile("^(?:我要?|想)*(?:投诉|反映|举报|有|说)+[一二两三四几]?[个件]?(?:问题|事情?)?[:：]?$")
_BETWEEN = re.compile("[，,。；;、\\s]*(?:还有|另外|再就是|此外|第[一二三四五](?:个|件|是)?)[，,：:、是]*|[。；;\n]+")
_FURTHER = re.compile("^(?:还有|另外|再就是|顺便|对了|而且)[，,、\\s]*")


def problems(understanding: Understanding) -> list[str]:
    """What is reported piece by piece, when a message holds several: 路灯不亮，还有垃圾没人收."""
    pieces = [piece.strip(" ，,") for piece in _BETWEEN.split(understanding.text)]
    clauses = {reading.text: reading.topics[:1] for reading in understanding.readings if reading.kind == "clause"}
    others = {text for text, top in clauses.items() if top and top[0].name != _TOPIC}
    found = [
        piece for piece in pieces if len(piece) >= _SHORTEST and not _ANNOUNCES.match(piece) and piece not in others
    ]
    return found if len(found) > 1 else []


def further_problem(understanding: Understanding) -> str | None:
    """还有，旁边的路灯也不亮: one more, told later."""
    heard = [understanding.topics, *(reading.topics for reading in understanding.readings)]
    is_problem = any(topic.name == _TOPIC and topic.probability >= ASK for topics in heard for topic in topics)
    begun = _FURTHER.match(understanding.text)
    return understanding.text[begun.end() :] if begun and is_problem else None
