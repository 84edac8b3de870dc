"""Which facet of a guide the words themselves name, where the model hears the guide as a whole, or only its conditions.

怎么办, 怎么弄 and 怎么申请 ask what there is to do, which the overview tells; 怎么办理, 怎么走 and 流程 ask for the
steps.
Read off the labels of phrasings that carry a facet (docs/performance.md).
"""

from __future__ import annotations

import re

_HOW = "(?:怎么|如何|怎样|咋)(?:样|去|来|才能|才|具体)?"
_STEPS = re.compile(
    f"{_HOW}(?:办理|走)"
    "|(?:怎么|咋)个(?:申请|报批|报|走|弄|办理)法"
    "|(?:办理|申请|审批|报批|受理|备案|登记)的?(?:流程|步骤|程序|过程)|走什么(?:流程|程序)|一步一?步"
)
# Whether at all, and how: the overview answers both.
_WHETHER = re.compile(r"[吗不没么](?=[，,。；;？?！! ]|$)|(.)不\1|是不是|有没有")
_HAS_TO = re.compile(
    "(?:要不要|用不用|需不需要|(?:要|需要|得)(?:先|再|也|还)*)(?:找|跟|向|经|到|由|给|和)?(?:你们|城管|谁|政府)?"
    "(?:批|报|报批|申请|审批|打招呼|备案|登记|办手续|批准)(?:一下)?(?:吗|不|么|嘛|[？?。]|$)"
)
_MAY = re.compile(
    "让不让|会让|准不准(?!出)|允不允许|允许[^，。]*吗"
    "|(?:私人|个人|公司|单位|外地人|租户|个体户)[^，。]{0,6}(?:可以|能|可不可以|能不能)[^，。]*(?:吗|不|$)"
)
# After the guide as a whole any way of asking how asks for the steps.
_HOW_AT_ALL = re.compile(f"{_HOW}(?:个)?(?:办|弄|搞|申请|报|操作|走)")


def told(text: str, likeliest: str) -> str | None:
    """The facet that the words name instead of the model's `likeliest`; None when they leave it standing."""
    if likeliest == "overview" and _STEPS.search(text) and not _WHETHER.search(text):
        return "process"
    if likeliest == "overview" and _MAY.search(text):
        return "conditions"
    if likeliest == "conditions" and _HAS_TO.search(text):
        return "overview"
    return None


def asked_next(text: str, likeliest: str) -> str:
    """The facet of a follow-up that names no matter, when the guide as a whole has been told."""
    return "process" if likeliest == "overview" and _HOW_AT_ALL.search(text) else likeliest
