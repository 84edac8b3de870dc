"""The small parts: YAML rules, citations, placeholders."""

from __future__ import annotations

import pytest

from bot.library.bureau import Bureau
from bot.library.citation import articles_cited, number_of, numeral
from bot.library.yaml_text import BrokenYaml, line_of, read_yaml, write_yaml

BUREAU = Bureau.from_data({"name": {"value": "示例局"}, "phone": {"value": "0591-1", "sample": True}})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: 2026-11-24", {"on": "2026-11-24"}),
        ("yes", "yes"),
        ("0591", "0591"),
        ("8:30", "8:30"),
        ("12345", 12345),
        ("true", True),
        ("a:", {"a": None}),
    ],
)
def test_words_that_old_yaml_twists_stay_words(text: str, value: object) -> None:
    assert read_yaml(text) == value


def test_writing_and_reading_gives_the_same_data() -> None:
    data = {
        "id": "a.b",
        "on": "2026-11-24",
        "phone": "110",
        "text": "一\n二",
        "list": ["null", "是：的", "a: b"],
        "n": 3,
    }
    assert read_yaml(write_yaml(data)) == data
    assert "2026-11-24\n" in write_yaml(data)


def test_a_field_said_twice_is_refused() -> None:
    with pytest.raises(BrokenYaml) as failure:
        read_yaml("a: 1\nb:\n  c: 1\n  c: 2\n")
    assert failure.value.line == 4


def test_lines_are_found_by_place() -> None:
    text = "a: 1\nb:\n- x\n- c: |\n    long\n  d: 2\n"
    assert [line_of(text, place) for place in [("b",), ("b", 0), ("b", 1, "c"), ("b", 1, "d"), ("b", 9), ("z",)]] == [
        2, 3, 4, 6, 2, 1,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第二十七条", [27]),
        ("第20条", [20]),
        ("第十条第（七）项", [10]),
        ("第十四条至第十六条", [14, 15, 16]),
        ("第十九至二十一条", [19, 20, 21]),
        ("第四十九条、第五十条", [49, 50]),
        ("第一百零三条", [103]),
        ("第一百一十条", [110]),
        ("第二部分（一）", []),
        ("", []),
    ],
)
def test_articles_are_read_as_people_cite_them(text: str, numbers: list[int]) -> None:
    assert articles_cited(text) == numbers


def test_a_sample_value_says_so_wherever_it_appears() -> None:
    assert BUREAU.render("打{bureau.phone}，找{bureau.name}") == "打0591-1（示例），找示例局"


def test_unknown_placeholders_stay_visible() -> None:
    assert BUREAU.render_all({"a": ["{bureau.x} {y} {bureau.name}", 1, None]}) == {
        "a": ["{bureau.x} {y} 示例局", 1, None]
    }


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (3, "三"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1003, "一千零三"),
        (1242, "一千二百四十二"),
    ],
)
def test_article_numbers_are_written_as_statutes_do(number: int, written: str) -> None:
    assert numeral(number) == written
    assert articles_cited(f"第{written}条") == [number]


def test_every_number_a_statute_may_use_comes_back() -> None:
    assert all(number_of(numeral(number)) == number for number in range(1, 10_000))


def test_a_range_of_billions_is_no_citation() -> None:
    assert articles_cited("第1条至第9999999999条") == []
    assert articles_cited("第1十条") == [10]
