"""Acts and other official texts are cut where their writers cut them, and every passage knows its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.library.days import date_written
from bot.library.structure import Part, cut

SHARED = Path(__file__).resolve().parents[3] / "shared/data"
LAWS = sorted((SHARED / "laws").glob("*.md"))
POLICIES = sorted((SHARED / "documents/policies").glob("*.txt"))
SOME_POLICIES = [path for path in POLICIES if path.stem in {"pol000", "pol003", "pol019", "pol031", "pol057"}]

ACT = """# 城市小巷管理条例

2001年3月4日 市人民政府令第9号公布

2010年5月6日 第一次修订

2011年1月1日 施行

<!-- INFO END -->

## 第一章　总　　则

第一条 为了让小巷好走，制定本条例。

第二条 小巷归大家。

前款所称大家，包括：

（一）住户；

（二）行人。

## 第二章 摆放

### 第一节 花盆

第三条 花盆可以摆。
第二条第一款规定的行人不得搬走。

第三条之一 花盆每天浇水。

### 第二节 长凳

第四条　长凳不得过夜。
"""

NOTICE = """市政府关于印发小巷扫雪办法的通知

市政府关于印发
小巷扫雪办法的通知
市发〔2012〕3号
各街道：
现将《小巷扫雪办法》印发给你们，请照办。
市政府
二〇一二年十一月二十日
小巷扫雪办法
第一章 总  则
第一条 下雪就扫。
一、这一行是第一条里的话。
附件1
一、工具
（一）扫帚。每户一把。
（二）铲子
1.木铲。扫薄雪。
2.铁铲。铲厚冰。
1.5厘米以下的不用铲。
二、经费
"""

PLAN = """小巷应急预案
1 总则
1.1 编制目的
为了不慌。
1.2 适用范围
1.2.1 下雨
雨大的时候。
1.2.2 停电
2.3%的小巷没有路灯。
"""


def paths(text: str) -> list[str]:
    return [" / ".join(part.path) for part in cut(text).parts]


def test_an_article_knows_its_chapter_section_and_number() -> None:
    parts = cut(ACT).parts
    assert [part.article for part in parts] == [1, 2, 3, 3, 4]
    assert parts[0] == Part(("第一章 总则", "第一条"), 1, "为了让小巷好走，制定本条例。")
    assert parts[2].path == ("第二章 摆放", "第一节 花盆", "第三条")
    assert parts[3].path[-1] == "第三条之一"
    assert parts[4].path == ("第二章 摆放", "第二节 长凳", "第四条")


def test_an_article_keeps_its_items_and_lines_that_only_name_another() -> None:
    parts = cut(ACT).parts
    assert parts[1].text.splitlines()[-1] == "（二）行人。"
    assert parts[2].text.endswith("第二条第一款规定的行人不得搬走。")


def test_a_list_of_contents_makes_no_passages() -> None:
    contents = "目录\n第一章 总则\n第二章 摆放\n"
    assert paths(ACT.replace("## 第一章", contents + "## 第一章", 1))[-5:] == paths(ACT)


def test_versions_are_told_apart_by_the_day_in_the_name_or_else_the_last_of_the_history() -> None:
    assert cut(ACT, "城市小巷管理条例(2019-07-08)").dated == date(2019, 7, 8)
    act = cut(ACT, "没有日子的文件名")
    assert (act.title, act.dated) == ("城市小巷管理条例", date(2010, 5, 6))
    assert cut("一句话").dated is None


def test_a_notice_and_what_it_issues_are_one_text_with_two_places() -> None:
    notice = cut(NOTICE)
    assert (notice.title, notice.dated) == ("市政府关于印发小巷扫雪办法的通知", date(2012, 11, 20))
    assert notice.parts[0].path == ()
    assert notice.parts[0].text.startswith("市发〔2012〕3号")
    article = notice.parts[1]
    assert article.path == ("小巷扫雪办法", "第一章 总则", "第一条")
    assert article.text.endswith("这一行是第一条里的话。")


def test_numbered_points_lie_inside_each_other() -> None:
    assert paths(NOTICE)[2:] == [
        "附件1 / 一、工具 / （一）扫帚",
        "附件1 / 一、工具 / （二）铲子 / 1.木铲",
        "附件1 / 一、工具 / （二）铲子 / 2.铁铲",
        "附件1 / 二、经费",
    ]
    assert cut(NOTICE).parts[-2].text.endswith("1.5厘米以下的不用铲。")


def test_decimal_numbers_are_as_deep_as_they_have_parts_and_shares_are_no_numbers() -> None:
    assert paths(PLAN)[1:] == ["1.1 编制目的", "1.2 适用范围 / 1.2.1 下雨", "1.2 适用范围 / 1.2.2 停电"]
    assert cut(PLAN).parts[-1].text.endswith("2.3%的小巷没有路灯。")


def test_empty_text_has_no_parts() -> None:
    assert cut("", "空(2020-01-01)").title == "空"
    assert cut("").parts == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019年4月3日公布", date(2019, 4, 3)),
        ("一九九六年二月五日", date(1996, 2, 5)),
        ("二○一〇年十二月三十一日", date(2010, 12, 31)),
        ("2019年2月30日", None),
        ("二十年一月一日", None),
    ],
)
def test_days_are_read_as_they_are_written(text: str, day: date | None) -> None:
    assert date_written(text) == day


def test_a_day_inside_a_sentence_does_not_stand_alone() -> None:
    assert date_written("2019年4月3日公布", alone=True) is None


@pytest.mark.skipif(not LAWS, reason="the shared laws are not here")
@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_every_article_of_a_real_law_is_found_once_in_its_chapter(path: Path) -> None:
    act = cut(path.read_text("utf-8"), path.stem)
    assert [part.article for part in act.parts] == list(range(1, len(act.parts) + 1))
    assert len(act.parts) >= 33
    assert all(part.path[0].startswith("第") and "章" in part.path[0] and part.text for part in act.parts)
    assert path.stem == f"{act.title.removeprefix('中华人民共和国')}({act.dated})"


@pytest.mark.skipif(not SOME_POLICIES, reason="the shared documents are not here")
@pytest.mark.parametrize("path", SOME_POLICIES, ids=lambda path: path.stem)
def test_a_real_official_text_loses_nothing_and_has_a_day(path: Path) -> None:
    text = path.read_text("utf-8")
    act = cut(text, path.stem)
    assert act.title == text.splitlines()[0] and act.dated
    assert len({part.path for part in act.parts}) > 3
    said = "".join("".join((*part.path, part.text)) for part in act.parts)
    kept = [line.strip() for line in text.splitlines()[4:] if line.strip() and not line.startswith("第")]
    assert [line for line in kept if line not in said and line not in act.title] == []
