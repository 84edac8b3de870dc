"""Whether what is told happens in another district: its name must be said, not only pointed at."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.decision import ASK
from actions.runtime import Knowledge
from actions.understanding import Ranked, Understanding

ELSEWHERE = "route.other-district"
# 长乐路, 连江中路, 永泰小区: called after another district, and here.
_CALLED_AFTER = "(?![东西南北中一二三]{0,2}(?:路|街|巷|弄|里|大道|小区|花园|新村|公寓|大厦|广场|酒店|小吃|鱼丸|人))"
# 旁边的路灯: near what was talked about, wherever that is.
_POINTS = re.compile("(?:还有|另外|，|,)*(?:旁边|边上|对面|隔壁|附近|前面|后面|楼下|楼上|那边|这边)的")


def is_elsewhere(understanding: Understanding, known: Knowledge) -> bool:
    """Another district of bureau.yml's `neighbours` is named, and our own is not."""
    own = known.library.bureau.values.get("district")
    if own and own.value.rstrip("区县市") in understanding.text:
        return False
    if not (found := _named(understanding.text, known)):
        return False
    return found[0][-1] in "区县市" or understanding.probability(ELSEWHERE) >= ASK


def without_pointing(understanding: Understanding, known: Knowledge) -> Understanding:
    """What only points at a place is not about another district, whatever the model makes of it."""
    sure = understanding.probability(ELSEWHERE)
    if sure in {0.0, 1.0} or not _POINTS.match(understanding.text) or _named(understanding.text, known):
        return understanding
    others = [topic for topic in understanding.topics if topic.name != ELSEWHERE]
    return replace(understanding, topics=[Ranked(topic.name, topic.probability / (1 - sure)) for topic in others])


def _named(text: str, known: Knowledge) -> re.Match[str] | None:
    neighbours = known.library.bureau.values.get("neighbours")
    names = "|".join(map(re.escape, neighbours.value.split())) if neighbours else ""
    return re.search(f"(?:{names})(?:区|县|市|{_CALLED_AFTER})", text) if names else None
