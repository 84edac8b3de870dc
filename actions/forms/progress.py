"""Asks for the number of an application or a report, and looks it up."""

from __future__ import annotations

import re

from actions.forms import values
from actions.forms.form import Field, Form

FORM = Form(
    "progress",
    "hotline.progress",
    (
        Field("number", values.number, re.compile("编号|单号|号码")),
        # Whose case it is, for who asks from elsewhere; taken when it is said.
        Field("tail", values.tail, re.compile("尾号|后四位"), needed=lambda filled: False),
    ),
    reads_back=False,
)
# 信息公开那个: which of the two is meant.
OF_APPLICATIONS = re.compile("公开|申请")
# Of both kinds of case the number tells which.
ENTRIES = ("hotline.progress", "apply.progress")
