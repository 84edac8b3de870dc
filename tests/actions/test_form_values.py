"""What counts as a name, a number, a place, and what is said when it cannot be one."""

from __future__ import annotations

import pytest

from actions.forms import delivery, values
from actions.forms.form import Wrong
from bot.casework.tickets import TicketRules

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
        ("这条路坑坑洼洼", None), ("路灯不亮", None), ("我要反映路灯不亮", None), ("旁边的路灯也不亮", None),
        ("渣土车一路漏泥，路面全是灰", None), ("反映一下我们小区旁边的工地", None), ("秀峰路上的路灯都不亮", "秀峰路"),
    ],
)  # fmt: skip
def test_a_place_is_named_not_pointed_at(text: str, place: str | None) -> None:
    assert values.place(text, asked=False) == place


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("我要申请公开2023年路灯养护合同", False, "2023年路灯养护合同"), ("我要申请政府信息公开", False, None),
        ("申请公开要收费吗", False, None), ("那写：鼓山镇收运单位名单", True, "鼓山镇收运单位名单"),
        ("申请公开晋安区环卫作业的合同", True, "晋安区环卫作业的合同"),
        ("要的是单位名单和电话", True, "单位名单和电话"),
        ("我想要申请公开2023年预算", True, "2023年预算"), ("申请材料清单", True, "申请材料清单"),
        ("信息公开年度报告", True, "信息公开年度报告"), ("要闻发布制度", True, "要闻发布制度"),
        ("无", True, Wrong("wanted")), ("文件", True, Wrong("wanted")),
    ],
)  # fmt: skip
def test_what_is_applied_for(text: str, asked: bool, value: str | Wrong | None) -> None:
    assert values.wanted(text, asked) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("自己去取纸质的", "纸质，自取"), ("邮寄", "纸质，邮寄"), ("寄到福新路1号", "纸质，邮寄"),
        ("电子的", "电子，电子邮件"), ("寄到我邮箱", "电子，电子邮件"), ("刻个光盘我自己去取", "光盘或U盘，自取"),
        ("去现场看", "当场查阅"), ("当面查阅", "当场查阅"),
        ("随便", Wrong("delivery")), ("要纸质的", Wrong("delivery")), ("路灯合同", None),
    ],
)  # fmt: skip
def test_the_way_it_comes(text: str, value: str | Wrong | None) -> None:
    assert delivery.delivery(text, asked=True) == value


@pytest.mark.parametrize("text", ["JA20261125-0001", "编号是JAXXGK20240032", "查20261125-0001"])
def test_the_number_of_a_case(text: str) -> None:
    assert values.number(text, asked=False)


@pytest.mark.parametrize(
    "text",
    ["晋安区政府", "王庄菜市场后门", "连江中路和塔头路口", "东二环泰禾旁", "示例新城三区五号楼", "茶园街道办事处旁"],
)
def test_where_it_is_is_taken_as_it_is_said(text: str) -> None:
    assert values.place(text, asked=True) == text


@pytest.mark.parametrize(
    ("text", "asked", "address"),
    [
        ("邮寄，地址福新路1号3座，陈小示收", False, "福新路1号3座，陈小示收"), ("寄到福新路1号", False, "福新路1号"),
        ("纸质的自取", False, None), ("福新路1号", False, None), ("福新路1号3座", True, "福新路1号3座"),
        ("我家", True, Wrong("address")), ("邮寄", True, Wrong("address")), ("邮费谁出呢", True, None),
    ],
)  # fmt: skip
def test_where_a_letter_goes(text: str, asked: bool, address: str | Wrong | None) -> None:
    assert delivery.post_address(text, asked) == address


def test_an_address_for_e_mail_is_asked_for_when_the_contact_is_a_telephone() -> None:
    phone = {"contact": "13800138000", "delivery": "电子，电子邮件"}
    assert delivery.lacks_mail(phone) and not delivery.lacks_mail({**phone, "contact": "13800138000，li@example.com"})
    assert not delivery.lacks_mail({**phone, "delivery": "纸质，自取"})
    assert delivery.mail("没有邮箱", asked=True) == Wrong("mail")
    assert delivery.mail("发到li@example.com", asked=True) == "li@example.com"


@pytest.mark.parametrize("text", ["我叫李娜，电话1380013", "我的手机是138001380"])
def test_a_number_cut_short_is_noticed_before_it_is_asked_for(text: str) -> None:
    assert values.contact(text, asked=False) == Wrong("contact")


@pytest.mark.parametrize("text", ["我打电话12345没人理", "电话12345打过了", "报警电话110", "电话费交了200"])
def test_what_was_called_is_not_the_citizens_number(text: str) -> None:
    assert values.contact(text, asked=False) is None


@pytest.mark.parametrize(
    ("text", "asked", "tail"),
    [
        ("JA20261125-0001 尾号8000", False, "8000"), ("JA20261125-0001，8000", False, "8000"), ("8000", True, "8000"),
        ("查JA20261125-0001，手机13800138000", False, "8000"), ("我的电话是13800138000", True, "8000"),
        ("后四位是8000", False, "8000"), ("尾号8000的渣土车一路漏泥", True, None),
        ("li@example.com", True, "li@example.com"),
        ("JA20261125-0001", False, None),
        ("2023年的路灯合同", True, None), ("8000", False, None), ("福马路8000号的井盖没了", True, None),
    ],
)  # fmt: skip
def test_what_proves_whose_case_it_is(text: str, asked: bool, tail: str | None) -> None:
    assert values.tail(text, asked) == tail


@pytest.mark.parametrize(
    "text",
    [
        "JA20261124—0001",
        "JA 2026 1124 0001",
        "查ja20261124 0001，尾号8000",
        "编号：20261124 - 0001",
        "单号2026 11240001",
    ],
)
def test_a_number_is_found_however_it_is_grouped(text: str) -> None:
    found = values.number(text, asked=True)
    assert isinstance(found, str) and TicketRules().read_number(found) == "JA20261124-0001"


def test_what_holds_as_many_digits_is_handed_on_when_asked_for() -> None:
    assert values.number("JA2026.1124.0001", asked=True)
    assert values.number("13800138000", asked=True) is None
