"""What one message does to an open form."""

from __future__ import annotations

import pytest

from actions.forms import application, progress, report
from actions.forms.form import CONFIRMED, change, take
from actions.forms.step import Step, step
from actions.forms.submit import submitted
from actions.understanding import Ranked, Reading, Understanding

FILLED = {
    "applicant": "陈小示", "identity": "居民身份证 11010519491231002X", "contact": "13800138000",
    "wanted": "路灯合同", "delivery": "自取",
}  # fmt: skip
SAYS = {"utter_application_submitted": "已提交", "utter_report_submitted": "已提交", "utter_ticket": "编号"}
DOMAIN = {"responses": {name: [{"text": text}] for name, text in SAYS.items()}}


def said(text: str, topic: str = "chat.out-of-scope", sure: float = 0.3) -> Understanding:
    return Understanding(text, [Ranked(topic, sure)], [], [])


def test_several_answers_in_one_message_are_all_taken() -> None:
    taken = take(application.FORM, "我叫林示例，身份证11010519491231002X，电话0591-80000123", {}, "applicant")
    assert set(taken.values) == {"applicant", "identity", "contact"}


def test_what_is_there_is_not_asked_for_again() -> None:
    assert application.FORM.next({"applicant": "陈小示", "contact": "13800138000"}) == "identity"
    assert application.FORM.next(FILLED) == CONFIRMED
    assert progress.FORM.next({"number": "JA20261125-0001"}) is None


@pytest.mark.parametrize("text", ["取消", "算了，不填了", "我不申请了", "退出"])
def test_cancelling_ends_it(text: str) -> None:
    assert step(application.FORM, said(text), {}, "identity") == Step("end")


@pytest.mark.parametrize("text", ["算了还是电子的吧，发邮箱 a@example.com", "停水的记录，2023年的"])
def test_what_only_sounds_like_cancelling_does_not(text: str) -> None:
    assert step(application.FORM, said(text), {}, "delivery" if "邮箱" in text else "wanted").kind != "end"


def test_an_earlier_answer_is_changed_at_once_or_asked_for_anew() -> None:
    assert change(application.FORM, "电话改成13900139000").values == {"contact": "13900139000"}
    assert change(application.FORM, "名字写错了").reopened == "applicant"
    assert not change(application.FORM, "我换了个方向想问")


def test_an_emergency_comes_before_the_form() -> None:
    assert step(report.FORM, said("有人掉井里了", "route.fire", 0.4), {"problem": "井盖没了"}, "place") == Step("aside")


def test_a_place_is_no_alarm_until_the_model_is_sure() -> None:
    near = said("塔头路公交站旁边", "route.police", 0.3)
    assert step(report.FORM, near, {"problem": "油烟"}, "place").values == {"place": "塔头路公交站旁边"}
    sure = said("塔头路公交站旁边有人持刀", "route.police", 0.9)
    assert step(report.FORM, sure, {"problem": "油烟"}, "place") == Step("aside")


def test_a_question_is_answered_and_a_value_is_kept() -> None:
    assert step(application.FORM, said("要收费吗", "apply.fee", 0.99), {}, "applicant") == Step("aside")
    assert step(application.FORM, said("陈小示", "chat.out-of-scope", 0.9), {}, "applicant").values == {
        "applicant": "陈小示"
    }
    assert step(application.FORM, said("谢谢", "chat.thanks", 0.99), {}, "applicant") == Step("aside")
    kept = step(application.FORM, said("店招整治的方案文件", "guide.shop-sign", 0.9), {}, "wanted")
    assert kept.values == {"wanted": "店招整治的方案文件"}


@pytest.mark.parametrize(("text", "kind"), [("确认", "submit"), ("对的，提交吧", "submit"), ("不对", "go_on")])
def test_read_back_it_is_confirmed_or_not(text: str, kind: str) -> None:
    assert step(application.FORM, said(text), FILLED, CONFIRMED).kind == kind


def test_one_more_problem_is_added() -> None:
    further = step(report.FORM, said("还有，旁边路灯也不亮", "report.problem", 0.9), {"problem": "垃圾没人收"}, "place")
    assert further.values == {"problem": "垃圾没人收\n旁边路灯也不亮"}


def test_problems_told_at_once_are_told_apart() -> None:
    readings = [Reading("clause", text, [Ranked("report.problem", 0.9)], []) for text in ("路灯不亮", "垃圾没人收")]
    whole = Understanding("路灯不亮。垃圾没人收", [Ranked("report.problem", 0.9)], [], readings)
    assert step(report.FORM, whole, {}, "problem").values == {"problem": "路灯不亮\n垃圾没人收"}


def test_each_problem_is_a_case_and_what_is_private_stands_apart() -> None:
    filled = {"problem": "路灯不亮\n垃圾没人收", "place": "福马路", "details": "无", "contact": "13800138000"}
    reply = submitted(report.FORM, filled, DOMAIN)
    assert [request.fields["problem"] for request in reply.requests] == ["路灯不亮", "垃圾没人收"]
    assert all(request.private == {"contact": "13800138000"} for request in reply.requests)
    assert all("contact" not in request.fields for request in reply.requests)


def test_an_application_keeps_all_but_what_is_wanted_private() -> None:
    (request,) = submitted(application.FORM, FILLED, DOMAIN).requests
    assert request.kind == "application"
    assert set(request.fields) == {"wanted"}
    assert set(request.private) == {"applicant", "identity", "contact", "delivery"}
