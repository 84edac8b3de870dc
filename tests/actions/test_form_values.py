"""What counts as a name, a number, a place, and what is said when it cannot be one."""

from __future__ import annotations

import pytest

from actions.forms import values
from actions.forms.form import Wrong

RESIDENT, CREDIT = "11010519491231002X", "91350100M000100Y43"  # the examples of the standards


@pytest.mark.parametrize(
    ("text", "asked", "name"),
    [
        ("陈小示", True, "陈小示"), ("我叫林示例，身份证后补", False, "林示例"), ("是王示", True, "王示"),
        ("高示东，电话待会给", True, "高示东"), ("福州示例贸易有限公司", True, "福州示例贸易有限公司"),
        ("阿卜杜拉·示例", True, "阿卜杜拉·示例"), ("陈小示", False, None), ("知道了", True, None),
        ("我是外地人，能申请吗", False, None),
    ],
)  # fmt: skip
def test_a_name(text: str, asked: bool, name: str | None) -> None:
    assert values.person_or_organisation(text, asked) == name


@pytest.mark.parametrize(
    ("text", "document"),
    [
        (f"身份证{RESIDENT}", f"居民身份证 {RESIDENT}"), (RESIDENT.lower(), f"居民身份证 {RESIDENT}"),
        (f"信用代码{CREDIT}", f"统一社会信用代码 {CREDIT}"), ("护照E12345678", "护照 E12345678"),
        ("回乡证H1234567890", "来往内地通行证 H1234567890"),
    ],
)  # fmt: skip
def test_a_document(text: str, document: str) -> None:
    assert values.identity(text, asked=False) == document


@pytest.mark.parametrize(
    ("text", "why"),
    [("110105194912310021", "identity_digit"), ("身份证1101051949", "identity_digit"), ("我有驾驶证", "identity_kind")],
)
def test_a_number_that_cannot_be_right_is_explained(text: str, why: str) -> None:
    assert values.identity(text, asked=True) == Wrong(why)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13800138000", "13800138000"), ("138 0013 8000", "13800138000"), ("打0591-80000123找我", "0591-80000123"),
        ("test@example.com", "test@example.com"), (f"{RESIDENT}", None), ("没有电话", None),
    ],
)  # fmt: skip
def test_a_way_to_be_reached(text: str, value: str | None) -> None:
    assert values.contact(text, asked=False) == value


def test_a_number_cut_short_is_asked_for_again() -> None:
    assert values.contact("1380013", asked=True) == Wrong("contact")
    assert values.contact_or_anonymous("不想留", asked=True) == "匿名"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("福马路井盖没了", "福马路"), ("象园路口那堆垃圾", "象园路口"), ("我们小区楼下太吵", None),
        ("这条路坑坑洼洼", None), ("路灯不亮", None),
    ],
)  # fmt: skip
def test_a_place_is_named_not_pointed_at(text: str, place: str | None) -> None:
    assert values.place(text, asked=False) == place


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("我要申请公开2023年路灯养护合同", False, "2023年路灯养护合同"), ("我要申请政府信息公开", False, None),
        ("申请公开要收费吗", False, None), ("那写：鼓山镇收运单位名单", True, "鼓山镇收运单位名单"),
        ("无", True, Wrong("wanted")), ("文件", True, Wrong("wanted")),
    ],
)  # fmt: skip
def test_what_is_applied_for(text: str, asked: bool, value: str | Wrong | None) -> None:
    assert values.wanted(text, asked) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("自己去取纸质的", "自己去取纸质的"), ("邮寄", Wrong("delivery_address")), ("寄到福新路1号", "寄到福新路1号"),
        ("随便", Wrong("delivery")), ("路灯合同", None),
    ],
)  # fmt: skip
def test_the_way_it_comes(text: str, value: str | Wrong | None) -> None:
    assert values.delivery(text, asked=True) == value


@pytest.mark.parametrize("text", ["JA20261125-0001", "编号是JAXXGK20240032", "查20261125-0001"])
def test_the_number_of_a_case(text: str) -> None:
    assert values.number(text, asked=False)
