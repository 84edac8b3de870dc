"""Numbers, articles, dates, phones, ids and places are found in every form citizens write them in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.nlu.conftest import Parse


def values(parsed: dict[str, Any], entity: str) -> list[str]:
    return [str(item["value"]) for item in parsed["entities"] if item["entity"] == entity]


@pytest.mark.parametrize(
    "written",
    [
        "榕晋政办〔2018〕153号", "榕晋政办[2018]153号", "榕晋政办【2018】153号", "榕晋政办（2018）153号",
        "榕晋政办(2018)153号", "榕晋政办［2018］153号", "榕晋政办〔２０１８〕１５３号", "榕晋政办（２０１８）１５３號",
        "榕晋政办〔2018〕第153号", "榕晋政办 〔2018〕 153 号", "榕晋政办<2018>153号", "榕晋政办〈2018〉153号",
        "榕晋政办2018年153号", "榕晋政办2018153号", "〔2018〕153号", "[2018]153号", "【2018】153号", "（2018）153号",
    ],
)  # fmt: skip
async def test_a_document_number_in_every_kind_of_bracket(parse: Parse, written: str) -> None:
    found = values(await parse(f"帮我找一下{written}"), "document_number")
    assert any("153" in value for value in found), found


@pytest.mark.parametrize("written", ["国务院令第711号", "国令第711号", "国务院令711号", "第711号国务院令", "711号令"])
async def test_the_number_of_an_order(parse: Parse, written: str) -> None:
    found = values(await parse(f"{written}是什么"), "document_number")
    assert any("711" in value for value in found), found


@pytest.mark.parametrize("written", ["第二十条", "第20条", "第２０条", "第 20 条", "20条", "第一百零二条", "第三條"])
async def test_an_article(parse: Parse, written: str) -> None:
    assert values(await parse(f"条例{written}讲了什么"), "article")


@pytest.mark.parametrize(
    ("text", "year"),
    [("2018年的文件", "2018"), ("２０１９年发的", "2019"), ("二〇一八年的", "二〇一八"), ("去年的通知", "去年")],
)
async def test_a_year(parse: Parse, text: str, year: str) -> None:
    assert any(year in value for value in values(await parse(text), "year"))


@pytest.mark.parametrize(
    "text", ["2018年4月3日发的", "4月3号登记的", "上个月报的", "昨天下午报的", "2018-04-03发的文件"]
)
async def test_a_date(parse: Parse, text: str) -> None:
    assert values(await parse(text), "date")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("我电话13800000000", "13800000000"),
        ("打１３８００００００００找我", "13800000000"),
        ("单位0591-83000000", "0591-83000000"),
        ("单位059183000000", "059183000000"),
    ],
)
async def test_a_phone_number(parse: Parse, text: str, phone: str) -> None:
    assert phone in values(await parse(text), "phone_number")


@pytest.mark.parametrize(
    "written", ["350199199001010012", "35019919900101001X", "３５０１９９１９９００１０１００１ｘ"]
)
async def test_the_shape_of_an_identity_number(parse: Parse, written: str) -> None:
    parsed = await parse(f"身份证{written}")
    assert len(values(parsed, "identity_number")) == 1
    assert values(parsed, "phone_number") == []


@pytest.mark.parametrize("place", ["福马路", "鼓山镇", "王庄街道", "晋安河", "塔头路", "长乐中路", "金鸡山公园"])
async def test_a_place(parse: Parse, place: str) -> None:
    found = values(await parse(f"{place}那边路灯坏了"), "place")
    assert any(value in place or place in value for value in found), found


@pytest.mark.parametrize("text", ["第二个", "我要第1个"])
async def test_an_option(parse: Parse, text: str) -> None:
    assert values(await parse(text), "option")


@pytest.mark.parametrize(
    "text", ["编号138000000001234", "订单号99999999999999999999", "12345", "共3条腿", "今天天气怎么样"]
)
async def test_other_digits_are_no_phone_id_or_article(parse: Parse, text: str) -> None:
    parsed = await parse(text)
    assert not any(values(parsed, name) for name in ("phone_number", "identity_number", "article"))
