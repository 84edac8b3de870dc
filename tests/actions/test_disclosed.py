"""An application for papers is about the application, not about the office whose matter the papers are."""

from __future__ import annotations

import pytest

from actions.disclosed import of_the_application
from actions.understanding import Ranked

ROUTE, APPLY, FIRE = "route.property-rights", "apply.refused", "route.fire"


@pytest.mark.parametrize(
    ("text", "is_of_the_application"),
    [
        ("申请公开征地批文，没人理我", True), ("想申请看看小区账本的资料", True), ("依申请的那份合同呢", True),
        ("要你们公开学校的招标文件", True), ("房产证怎么补办", False), ("申请低保要什么材料", False),
        ("学校收费公开吗", False),
    ],
)  # fmt: skip
def test_the_other_office_is_left_out_where_disclosure_is_applied_for(text: str, is_of_the_application: bool) -> None:
    topics = [Ranked(ROUTE, 0.6), Ranked(APPLY, 0.2), Ranked(FIRE, 0.1)]
    heard = {topic.name: topic.probability for topic in of_the_application(text, topics)}
    if is_of_the_application:
        assert heard == {APPLY: pytest.approx(0.5), FIRE: pytest.approx(0.25)}
    else:
        assert heard == {ROUTE: 0.6, APPLY: 0.2, FIRE: 0.1}
