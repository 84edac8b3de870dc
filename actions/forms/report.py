"""The report of a problem in the city: what, where, when and what else, and how to reach who reports it."""

from __future__ import annotations

import re

from actions.forms import values
from actions.forms.form import Field, Form

FORM = Form(
    "report",
    "report.problem",
    (
        Field("problem", values.problem, re.compile("问题|内容|描述")),
        Field("place", values.place, re.compile("地点|地址|位置|地方|路名")),
        Field("details", values.details, re.compile("时间|情况|细节|补充")),
        Field("contact", values.contact_or_anonymous, re.compile("电话|手机|号码|联系方式|匿名"), is_private=True),
    ),
    why="hotline.anonymous",
)
