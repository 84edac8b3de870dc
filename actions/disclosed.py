"""Who applies for papers to be disclosed asks about that; the other office's matter is only what the papers hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.emergencies import EMERGENCIES

if TYPE_CHECKING:
    from actions.understanding import Ranked

_PAPERS = "(?:文件|材料|资料|合同|批文|数据|档案|清单|名单|图纸|纪要|明细|记录)"
_APPLIES = re.compile(
    "申请[^，。？?]{0,16}公开|公开[^，。？?]{0,8}申请|依申请|信息公开|[要请让叫](?:你们?|贵|该)(?:局|单位)?公开"
    f"|申请(?:看|要|索要|索取|获取)[^，。？?]{{1,16}}{_PAPERS}"
)


def of_the_application(text: str, topics: Sequence[Ranked]) -> list[Ranked]:
    """The topics without other offices' matters (emergencies stay), the rest as probable as they are without them."""
    if not _APPLIES.search(text):
        return list(topics)
    kept = [topic for topic in topics if not topic.name.startswith("route.") or topic.name in EMERGENCIES]
    rest = 1 - sum(topic.probability for topic in topics) + sum(topic.probability for topic in kept)
    return [type(topic)(topic.name, topic.probability / rest) for topic in kept] if rest > 0 else kept
