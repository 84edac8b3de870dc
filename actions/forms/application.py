"""The application for government information, in the order of §29 of 政府信息公开条例."""

from __future__ import annotations

import re

from actions.forms import delivery, values
from actions.forms.form import Field, Form

FORM = Form(
    "application",
    "apply.start",
    (
        Field("applicant", values.person_or_organisation, re.compile("姓名|名字|申请人|单位"), is_private=True),
        Field("identity", values.identity, re.compile("证件|身份证|护照|证号|信用代码"), is_private=True),
        Field("contact", values.contact, re.compile("电话|手机|号码|联系方式|邮箱|邮件地址"), is_private=True),
        Field("wanted", values.wanted, re.compile("内容|信息|要的|文件|申请的")),
        Field("delivery", delivery.delivery, re.compile("方式|形式|邮寄|自取|电子版?|纸质"), is_private=True),
        Field("mail", delivery.mail, re.compile("收件邮箱"), is_private=True, needed=delivery.lacks_mail),
        Field("address", delivery.post_address, re.compile("寄到|地址"), is_private=True, needed=delivery.is_posted),
    ),
    why="apply.content",
)
