"""A trained model answers although the files it was made from are deleted."""

from __future__ import annotations

import pytest

from tests.nlu.conftest import Parse


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我要查一下我那个投诉办到哪一步了", "hotline/progress"),
        ("帮我找一份去年发的关于夜市的文件", "doc/search"),
        ("城市道路管理条例哪里可以看", "doc/road"),
        ("我想现在就申请公开一份信息，怎么填", "apply/start"),
        ("门口搭脚手架要占人行道，需要办什么手续", "guide/occupy-road"),
        ("楼下垃圾堆了三天没人清，臭死了", "report/problem"),
        ("摟下垃圾堆瞭三天沒人清，臭死了", "report/problem"),
        ("门口搭脚手架要站人行到，需要办神么手续", "guide/occupy-road"),
    ],
)
async def test_names_the_topic(parse: Parse, text: str, topic: str) -> None:
    assert (await parse(text))["topics"][0]["name"] == topic


async def test_gives_rasas_own_keys_too(parse: Parse) -> None:
    parsed = await parse("门口搭脚手架要占人行道，需要办什么手续")
    assert parsed["intent"]["name"] == "guide"
    assert parsed["response_selector"]["guide"]["response"]["intent_response_key"] == "guide/occupy-road"
    assert parsed["intent_ranking"][0]["name"] == "guide"


@pytest.mark.parametrize(
    ("text", "facet"),
    [("占道要交多少钱", "fee"), ("临时占路需要带哪些材料", "materials"), ("占道审批几天能下来", "time")],
)
async def test_names_the_facet_of_a_guide(parse: Parse, text: str, facet: str) -> None:
    assert (await parse(text))["facets"][0]["name"] == facet


async def test_probabilities_fall_and_sum_to_at_most_one(parse: Parse) -> None:
    ranking = [item["confidence"] for item in (await parse("路灯坏了"))["topics"]]
    assert ranking == sorted(ranking, reverse=True)
    assert 0.9 < sum(ranking) <= 1.001


@pytest.mark.parametrize("text", ["", " ", "😀", "\u200b", "a", "。" * 2000, "投" * 2000])
async def test_any_text_can_be_parsed(parse: Parse, text: str) -> None:
    assert "intent" in await parse(text)


async def test_a_correction_and_clauses_are_read_apart(parse: Parse) -> None:
    corrected = await parse("不是找文件，是路灯坏了没人修")
    reading = next(item for item in corrected["readings"] if item["kind"] == "corrected")
    assert reading["text"] == "路灯坏了没人修"
    assert reading["topics"][0]["name"] == "report/problem"
    several = await parse("占道要交多少钱？我的投诉办到哪了？")
    assert [item["kind"] for item in several["readings"]] == ["clause", "clause"]
