"""What one message does to an open form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa_sdk import Tracker

from actions.forms import application, progress, report
from actions.forms.cases import looked_up, takes_back
from actions.forms.changes import change
from actions.forms.form import CONFIRMED, take
from actions.forms.start import private_as_shown, question
from actions.forms.step import Step, step
from actions.forms.submit import submitted
from actions.understanding import Ranked, Reading, Understanding, understand
from bot.text.normalise import normalise

FILLED = {
    "applicant": "陈小示", "identity": "居民身份证 11010519491231002X", "contact": "13800138000",
    "wanted": "路灯合同", "delivery": "纸质，自取",
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


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("我叫李娜，不是陈小示", {"applicant": "李娜"}), ("不是陈小示，是张伟", {"applicant": "张伟"}),
        ("不是13800138000，是13900139000", {"contact": "13900139000"}), ("我不是本地人，是外地的", {}),
    ],
)  # fmt: skip
def test_what_is_said_instead_of_an_answer_takes_its_place(text: str, changed: dict[str, str]) -> None:
    assert change(application.FORM, text, FILLED).values == changed


def test_at_the_read_back_a_value_alone_is_the_change() -> None:
    told = {"problem": "路灯不亮", "place": "福马路", "details": "无", "contact": "13800138000"}
    assert change(report.FORM, "匿名", told, at_read_back=True).values == {"contact": "匿名"}
    assert change(report.FORM, "时间", told, at_read_back=True).reopened == "details"


def test_what_delivery_needs_is_asked_for_and_nothing_else() -> None:
    assert application.FORM.next({**FILLED, "delivery": "电子，电子邮件"}) == "mail"
    assert application.FORM.next({**FILLED, "delivery": "纸质，邮寄"}) == "address"
    stale = {**FILLED, "address": "福新路1号", "mail": "li@example.com"}
    assert application.FORM.next(stale) == CONFIRMED
    (request,) = submitted(application.FORM, stale, DOMAIN).requests
    assert not request.private.keys() & {"address", "mail"}


def test_a_bad_value_told_early_is_explained_and_the_good_ones_are_kept() -> None:
    early = step(application.FORM, said("我叫李娜，身份证110105194912310021"), {}, "applicant")
    assert (early.values, early.notice) == ({"applicant": "李娜"}, "identity_digit")


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [("确认", "submit"), ("对的，提交吧", "submit"), ("不用确认了，直接交", "submit"), ("不对", "go_on")],
)
def test_read_back_it_is_confirmed_or_not(text: str, kind: str) -> None:
    assert step(application.FORM, said(text), FILLED, CONFIRMED).kind == kind


def test_the_read_back_is_not_skipped() -> None:
    hurried = said("不用确认了，直接交", "hotline.human", 0.6)
    assert step(application.FORM, hurried, {"applicant": "陈小示"}, "wanted") == Step("go_on")


def test_one_of_several_problems_is_dropped() -> None:
    told = {"problem": "井盖没了\n垃圾没人收\n路灯不亮"}
    dropped = step(report.FORM, said("第二个不要了", "choose", 0.6), told, "details")
    assert dropped == Step("go_on", {"problem": "井盖没了\n路灯不亮"}, "problem_dropped")
    assert step(report.FORM, said("第四个不要了", "choose", 0.6), told, "place").notice != "problem_dropped"
    assert step(report.FORM, said("第一个不报了", "choose", 0.6), {"problem": "井盖没了"}, "place") == Step("end")


def test_a_filed_case_is_taken_back_even_from_inside_a_form() -> None:
    text = "撤回JA20261125-0001"
    assert step(report.FORM, said(text, "chat.restart", 0.9), {"problem": "井盖没了"}, "place") == Step("aside")


@pytest.mark.parametrize(
    ("text", "number", "filed", "is_taken_back"),
    [
        ("撤销刚才提交的申请", None, True, True), ("刚才那个我不报了", None, True, True), ("撤回", None, True, True),
        ("刚才那个我不报了", None, False, False), ("撤回JA20261125-0001", "JA20261125-0001", False, True),
        ("刚才提交的申请怎么撤回", None, True, False),
        ("查一下刚才的申请", None, True, False), ("不要了", None, True, False),
    ],
)  # fmt: skip
def test_what_was_filed_is_taken_back(text: str, number: str | None, filed: bool, is_taken_back: bool) -> None:
    assert takes_back(text, number, filed) == is_taken_back


def test_one_more_problem_is_added() -> None:
    further = step(report.FORM, said("还有，旁边路灯也不亮", "report.problem", 0.9), {"problem": "垃圾没人收"}, "place")
    assert further.values == {"problem": "垃圾没人收\n旁边路灯也不亮"}


def test_problems_told_at_once_are_told_apart() -> None:
    readings = [Reading("clause", text, [Ranked("report.problem", 0.9)], []) for text in ("路灯不亮", "垃圾没人收")]
    whole = Understanding("路灯不亮。垃圾没人收", [Ranked("report.problem", 0.9)], [], readings)
    assert step(report.FORM, whole, {}, "problem").values == {"problem": "路灯不亮\n垃圾没人收"}


def test_of_a_long_report_no_word_is_lost() -> None:
    sentences = ["小区旁边的工地半夜打桩", "吵得老人睡不着", "我打了三次电话", "没人接", "请尽快来看看"]
    sure = [Reading("clause", sentences[0], [Ranked("report.problem", 0.9)], [])]
    unsure = [Reading("clause", text, [Ranked("chat.out-of-scope", 0.6)], []) for text in sentences[1:]]
    told = Understanding("。".join(sentences), [Ranked("report.problem", 0.9)], [], [*sure, *unsure])
    assert step(report.FORM, told, {}, "problem").values == {"problem": told.text}
    listed = replace(told, text="投诉两件事：" + told.text + "，还有，福马路的井盖没了，不好")
    first, second = str(step(report.FORM, listed, {}, "problem").values["problem"]).split("\n")
    assert all(sentence in first for sentence in sentences) and second == "福马路的井盖没了，不好"


def test_a_long_value_is_kept_whole_and_read_back_in_short() -> None:
    filled = {"problem": "吵" * 500, "place": "福马路", "details": "无", "contact": "匿名"}
    words = {f"utter_report_label_{name}": name for name in filled}
    words |= {"utter_form_read_back": "{lines}", "utter_form_shortened": "{start}……共{length}字"}
    shown = question(report.FORM, CONFIRMED, filled, {"responses": {k: [{"text": v}] for k, v in words.items()}})
    assert "共500字" in shown and len(shown) < 250
    (request,) = submitted(report.FORM, filled, DOMAIN).requests
    assert request.fields["problem"] == "吵" * 500


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


@pytest.mark.parametrize(
    "text",
    [
        "没问题",
        "没有问题",
        "内容无误",
        "地址没错",
        "情况属实",
        "信息没错",
        "姓名是对的",
        "电话是对的，提交吧",
        "都没错",
    ],
)
def test_saying_that_an_answer_is_right_confirms(text: str) -> None:
    assert step(application.FORM, said(text), FILLED, CONFIRMED) == Step("submit")


@pytest.mark.parametrize("text", ["地址不正确", "姓名不是对的", "电话没有问题吗", "情况不属实"])
def test_saying_that_an_answer_is_wrong_confirms_nothing(text: str) -> None:
    assert step(application.FORM, said(text), FILLED, CONFIRMED).kind != "submit"


@pytest.mark.parametrize(("text", "field"), [("电话", "contact"), ("电话不对", "contact"), ("姓名要改", "applicant")])
def test_a_field_named_at_the_read_back_is_asked_for_anew(text: str, field: str) -> None:
    assert step(application.FORM, said(text), FILLED, CONFIRMED).values == {field: None}


@pytest.mark.parametrize(
    "text",
    [
        "旧城改造项目的批复文件", "国有单位改制的批复", "单位信息不对外公开的理由",
        "2020年退回土地出让金的相关决定", "拆迁补偿方案、评估报告等等",
    ],
)  # fmt: skip
def test_what_is_wanted_is_neither_a_change_nor_a_command(text: str) -> None:
    filled = {"applicant": "陈小示", "identity": "居民身份证 11010519491231002X", "contact": "13800138000"}
    assert step(application.FORM, said(text), filled, "wanted").values == {"wanted": text}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("路面整改问题一直没解决", "problem"), ("店招换了位置，挡住人行道", "problem"),
        ("门口乱停车、占道经营等等", "problem"), ("装修押金一直没有退回", "problem"),
        ("车牌号码换过，是黑色轿车", "details"), ("打过电话他们推脱说不办了", "details"),
    ],
)  # fmt: skip
def test_what_is_reported_is_neither_a_change_nor_a_command(text: str, asked: str) -> None:
    filled = {} if asked == "problem" else {"problem": "占道", "place": "福马路"}
    assert step(report.FORM, said(text, "report.problem", 0.5), filled, asked).values[asked] == text


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("等一下，我看看", Step("go_on", notice="what_is_wrong")), ("回到上一步", Step("go_on", {"contact": None})),
        ("算了，不申请了", Step("end")), ("还是算了吧", Step("end")), ("取消申请", Step("end")),
        ("电话写错了", Step("go_on", {"contact": None})),
        ("电话改成13900139000", Step("go_on", {"contact": "13900139000"}, "changed")),
    ],
)  # fmt: skip
def test_commands_and_changes_are_still_heard(text: str, done: Step) -> None:
    filled = {"applicant": "陈小示", "contact": "13800138000"}
    assert step(application.FORM, said(text), filled, "wanted") == done


def test_two_answers_are_changed_in_one_message() -> None:
    both = {"applicant": "李四", "contact": "13900002222"}
    assert change(application.FORM, "姓名是李四，电话是13900002222", FILLED, at_read_back=True).values == both
    assert change(application.FORM, "姓名改成李四；电话改成13900002222", FILLED).values == both
    place = change(report.FORM, "地点写错了，应该是福飞路12号", {"place": "福马路"})
    assert place.values == {"place": "福飞路12号"}


@pytest.mark.parametrize(
    ("written", "asked", "value"),
    [
        ("wwww2020@163.com", "contact", "wwww2020@163.com"), ("黃國華", "applicant", "黃國華"),
        ("John Smith", "applicant", "John Smith"), ("我叫John Smith", "applicant", "John Smith"),
        ("Ａnna Ｌee，電話待會給", "applicant", "Anna Lee"), ("PPP项目“Ｆ１”的合同", "wanted", "PPP项目“F1”的合同"),
        ("單位名稱是福州示例公司", "applicant", "福州示例公司"), ("陈小示 13800138000", "applicant", "陈小示"),
    ],
)  # fmt: skip
def test_values_are_kept_as_they_were_written(written: str, asked: str, value: str) -> None:
    heard = replace(said(normalise(written)), original=written)
    assert step(application.FORM, heard, {}, asked).values[asked] == value


def test_a_changed_value_is_kept_as_it_was_written() -> None:
    heard = replace(said(normalise("姓名改成黃國華")), original="姓名改成黃國華")
    assert step(application.FORM, heard, FILLED, CONFIRMED).values == {"applicant": "黃國華"}


def test_what_was_written_is_in_the_event() -> None:
    events = [{"event": "user", "text": "John Smith"}, {"event": "action", "name": "x"}]
    tracker = Tracker("s", {}, {"text": "john smith"}, events, False, None, {}, "action_listen")
    assert (understand(tracker).text, understand(tracker).written) == ("john smith", "John Smith")


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("查一下我的工单JA20261124-0001", "contact", "JA20261124-0001"),
        ("JA20261124-0001", "identity", "JA20261124-0001"),
        ("先帮我查一下JA20261124-0001", "wanted", "JA20261124-0001"), ("JA20261124-0001的处理结果", "wanted", None),
        ("13800138000", "contact", None), ("身份证350111 20010101 1234", "identity", None),
    ],
)  # fmt: skip
def test_a_case_is_asked_after_inside_a_form(text: str, asked: str, number: str | None) -> None:
    assert looked_up(text, in_free_text=asked == "wanted") == number
    assert (step(application.FORM, said(text), {}, asked) == Step("aside")) == bool(number)


def test_what_is_private_is_named_as_it_is_read_back() -> None:
    shown = private_as_shown(application.FORM, {**FILLED, "address": None}, DOMAIN)
    assert shown == ["陈小示", "居民身份证 1101**********002X", "138****8000", "纸质，自取"]
