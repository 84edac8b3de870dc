"""What is said to the form itself: yes, stop, wait, back. Where any words may be the answer, only when nothing else is
said: 占道经营等等 waits for nothing, 他们推脱说不办了 cancels nothing. Pure."""

from __future__ import annotations

import re

from actions.forms.form import Form

_ENDS = "[吧了啊呀哦嘛的，,。.!！~ ]*"
_BEFORE = "(?:那|我|就|还是|请|你|麻烦|算了|不好意思|哦|唉|第[一二三四五](?:个|件)|这[个件]事?|[，, ])*"
_STOPS = "不(?:想|要|用)?再?(?:填|申请|办|报|反映|登记|弄|投诉|查)了|取消(?:填写|申请|登记|这个)|放弃(?:填写|申请|登记)"
_CANCEL = re.compile(f"^(?:那?我?)?(?:取消|退出|算了|停止?)(?:吧|了|填写?|申请|登记|反映)*[。.!！]?$|{_STOPS}")
_CANCEL_ALONE = re.compile(f"{_BEFORE}(?:(?:取消|退出|算了|停止?)(?:填写?|申请|登记|反映|投诉|这个)?|{_STOPS}){_ENDS}")
_BACK = re.compile("上一步|上一项|退回|返回")
_BACK_ALONE = re.compile(f"{_BEFORE}[想要]?(?:回到?|返回到?|退回?到?|改)?(?:上一[步项个题]|退回|返回)去?{_ENDS}")
_PAUSES = "先别|先不|别提交|不要提交"
_WAIT = re.compile(f"^(?:等一?下|等等)(?:[，,。.!！]|$)|{_PAUSES}")
_WAIT_ALONE = re.compile(
    f"(?:{_BEFORE}(?:等一?下|等等)(?:[，,。.!！].*|$))|{_BEFORE}(?:{_PAUSES})(?:提交|交|填|急|登记)?{_ENDS}"
)
# Nothing but yes: what carries a condition or a question is no confirmation.
_YES = re.compile(
    "(?:对的?|是的?|确认|确定|没错|没问题|正确|提交|可以|好的?|嗯+|行|无误|就这样|直接|不用改|ok|交"
    "|不用?(?:再)?(?:确认|核对|念|看)了?"
    "|[了吧啊哦呀的，,。.!！、 ])+",
    re.IGNORECASE,
)
# 地址没错, 情况属实: right, whatever is named before it.
_RIGHT = "(?:没有?问题|没有?错|无误|属实|正确|是对的)"
_ANYTHING = "情况|信息|资料|以上|填的|写的|这些|全部|所有|和|、"


def cancels(text: str, free: bool) -> bool:
    """Stop, keep nothing."""
    return bool(_CANCEL_ALONE.fullmatch(text) if free else _CANCEL.search(text))


def goes_back(text: str, free: bool) -> bool:
    """To the question before."""
    return bool(_BACK_ALONE.fullmatch(text) if free else _BACK.search(text))


def waits(text: str, free: bool) -> bool:
    """等一下: something is not right yet."""
    return bool(_WAIT_ALONE.fullmatch(text) if free else _WAIT.search(text))


def is_yes(text: str) -> bool:
    """Yes, and nothing else."""
    return bool(_YES.fullmatch(text))


def agrees(form: Form, text: str) -> bool:
    """Yes to what was read back, a field named or not."""
    called = "|".join(item.called.pattern for item in form.fields)
    return is_yes(re.sub(f"(?:{called}|{_ANYTHING})*(?:都|全|也|均)*{_RIGHT}", "对", text))
