"""One document: one of its articles, one particular, what is said first when it is not in force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions import documents
from actions.runtime import Knowledge


@pytest.mark.parametrize("written", ["第二十条", "第20条", "第２０条"])
def test_one_article_with_itself_as_the_source(known: Knowledge, domain: dict[str, Any], written: str) -> None:
    entry = known.library.get("doc.foi-regulation")
    reply = documents.about(entry, f"{written}讲什么", known, domain)
    assert entry.document.article(20).gist in reply.messages[0].text
    assert [(source.id, source.article) for source in reply.sources] == [("doc.foi-regulation", "第二十条")]


def test_an_article_that_does_not_exist_is_not_made_up(known: Knowledge, domain: dict[str, Any]) -> None:
    reply = documents.about(known.library.get("doc.foi-regulation"), "第九百条讲什么", known, domain)
    assert "第九百条的要点我这里没有收录" in reply.messages[0].text
    assert [source.article for source in reply.sources] == [None]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("什么时候生效", "effective"), ("几号开始施行", "effective"), ("还有效吗", "status"),
        ("是不是作废了", "status"),
        ("哪年出的", "issued"), ("什么时候发布的", "issued"), ("谁发的", "issuer"), ("哪个部门出的", "issuer"),
        ("文号是多少", "number"), ("原文在哪里看", "link"), ("取代了哪个文件", "replaces"),
        ("讲了什么", None), ("", None),
    ],
)  # fmt: skip
def test_which_particular_is_asked(text: str, aspect: str | None) -> None:
    assert documents.aspect_of(text) == aspect


@pytest.mark.parametrize(
    ("text", "said"),
    [("什么时候生效", "1996年10月1日"), ("谁发的", "国务院"), ("还有效吗", "现行"), ("文号是多少", "198号")],
)
def test_a_particular_is_told(known: Knowledge, domain: dict[str, Any], text: str, said: str) -> None:
    reply = documents.about(known.library.get("doc.road"), text, known, domain)
    assert said in reply.messages[0].text
    assert reply.sources[0].id == "doc.road"


def test_every_particular_of_every_document_is_a_whole_sentence(known: Knowledge, domain: dict[str, Any]) -> None:
    asks = (
        "什么时候生效",
        "还有效吗",
        "什么时候发布的",
        "谁发的",
        "文号是多少",
        "原文在哪里看",
        "取代了哪个文件",
        "讲什么",
    )
    for entry in known.library.entries():
        for ask in asks if entry.document else ():
            text = documents.about(entry, ask, known, domain).messages[0].text
            assert text and not {"{", "}"} & set(text) and "None" not in text, (entry.id, ask, text)


def test_a_document_out_of_force_is_told_as_such(known: Knowledge, domain: dict[str, Any]) -> None:
    for entry in known.library.entries():
        if entry.document and not entry.document.in_force:
            text = documents.about(entry, "讲什么", known, domain).messages[0].text
            assert "不再有效" in text or entry.document.status in text


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("doc.reconsideration-law", "刑法第20条"), ("doc.eco-code", "民法典第一千条讲什么"),
        ("doc.road", "道路交通安全法第九十条讲什么"), ("doc.penalty-law", "治安管理处罚法第二十条"),
        ("doc.tasks-2018", "榕晋政办〔2018〕999号讲什么"),
    ],
)  # fmt: skip
def test_no_document_speaks_for_another(known: Knowledge, domain: dict[str, Any], id_: str, text: str) -> None:
    reply = documents.about(known.library.get(id_), text, known, domain)
    assert (reply.kind, reply.entry, reply.sources) == ("documents", "doc.search", [])
    assert "没有找到这样的文件" in reply.messages[0].text


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("doc.road", "城市道路管理条例第三十条讲什么"), ("doc.road", "这个条例第二十条讲什么"),
        ("doc.road", "第二十条呢"),
        ("doc.penalty-law", "请问处罚法第三十三条"), ("doc.penalty-law", "《中华人民共和国行政处罚法》第三十三条"),
        ("doc.tasks-2018", "榕晋政办〔2018〕153号是谁发的"), ("doc.foi-regulation", "政府信息公开条例的第20条"),
        ("doc.noise-law", "噪声法第五条"), ("doc.report-2018", "榕晋政办〔2018〕153号的落实情况"),
    ],
)  # fmt: skip
def test_a_document_speaks_for_itself(known: Knowledge, domain: dict[str, Any], id_: str, text: str) -> None:
    assert documents.about(known.library.get(id_), text, known, domain).entry == id_


def test_a_document_not_yet_in_force_is_not_called_lapsed(known: Knowledge, domain: dict[str, Any]) -> None:
    entry = known.library.get("doc.road")
    assert entry and entry.document
    coming = replace(entry, document=replace(entry.document, status="尚未施行"))
    lapsed = replace(entry, document=replace(entry.document, status="失效"))
    for changed, words in ((coming, "还没有施行"), (lapsed, "已经不再有效")):
        assert words in documents.about(changed, "城市道路管理条例讲什么", known, domain).messages[0].text
