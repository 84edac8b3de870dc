"""On a document's page the document answers first; asked by name it is looked into; otherwise it keeps silent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from actions.decision import Candidate, Decision
from actions.documents import about
from actions.passages import beside_page, from_page, place_of
from actions.runtime import Knowledge
from actions.understanding import Understanding
from bot.conversation.messages import Message, Reply
from bot.library.search.document_search import Quote, index_documents
from bot.library.structure import cut
from bot.library.texts import DocumentText

PAGE = "doc.tasks-2018"
TEXT = """关于小路市集的通知
一、摆摊的时间
（一）周一到周五，下午五点以后可以摆，晚上十点以前收摊。
（二）下大雨的日子停办。
二、摊位怎么分
想要摊位的居民到小路居委会抽签，每月抽一次，一户一个号。没有抽中的，下个月先排。
三、卫生
收摊时把自己的垃圾带走，油污要擦干净；做不到的，停摆三天。
"""


@pytest.fixture(scope="module")
def texts(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("documents")
    text = DocumentText(PAGE, cut(TEXT).parts, "通知.txt", "0")
    found = index_documents(folder, Path(".cache/passages"), known.library.entries(), [text])
    return replace(known, documents=found)


def asked(text: str, page: str | None = PAGE) -> Understanding:
    return Understanding(text, [], [], [], page=page)


def decided(entry: str, probability: float) -> Decision:
    return Decision("answer" if probability >= 0.58 else "unsure", [Candidate(entry, None, probability)])


@pytest.mark.parametrize(
    ("question", "place", "words"),
    [
        ("晚上几点要收摊", "一、（一）", "晚上十点以前收摊"),
        ("没抽到摊位怎么办", "二", "下个月先排"),
        ("垃圾没带走会怎样", "三", "停摆三天"),
        ("这个文件里下雨天怎么说的", "一、（二）", "下大雨的日子停办"),
    ],
)
def test_the_page_answers_with_its_own_words_and_their_place(
    texts: Knowledge, domain: dict[str, Any], question: str, place: str, words: str
) -> None:
    reply = from_page(asked(question), decided("chat.out-of-scope", 0.9), texts, domain)
    assert reply is not None and (reply.kind, reply.entry) == ("document", PAGE)
    assert words in reply.messages[0].text and f"{place}写着" in reply.messages[0].text
    assert [(source.id, source.article) for source in reply.sources] == [(PAGE, place)]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("着火了", "route.fire"), ("转人工", "hotline.human"), ("谢谢", "chat.thanks"),
        ("我要投诉占道", "report.problem"),
        ("我要申请公开", "apply.start"), ("申请公开要交多少钱", "apply.fee"), ("你们几点上班", "org.hours"),
    ],
)  # fmt: skip
def test_what_is_no_matter_of_the_page_is_left_to_the_rest(
    texts: Knowledge, domain: dict[str, Any], question: str, entry: str
) -> None:
    assert from_page(asked(question), decided(entry, 0.99), texts, domain) is None


@pytest.mark.parametrize("page", [None, "doc.road", "guide.dig-road", "doc.none"])
def test_a_page_without_full_text_changes_nothing(texts: Knowledge, domain: dict[str, Any], page: str | None) -> None:
    assert from_page(asked("晚上几点要收摊", page), decided("chat.out-of-scope", 0.9), texts, domain) is None


def test_an_answer_from_elsewhere_says_so(texts: Knowledge, domain: dict[str, Any]) -> None:
    other = Reply("answer", "apply.fee", messages=[Message("text", "不收费。")])
    told = beside_page(other, asked("申请公开要钱吗"), texts, domain)
    assert [message.text for message in told.messages] == [
        domain["responses"]["utter_not_in_page"][0]["text"],
        "不收费。",
    ]
    assert beside_page(other, asked("申请公开要钱吗", None), texts, domain) == other
    thanks = Reply("chat", "chat.thanks", messages=[Message("text", "不客气。")])
    assert beside_page(thanks, asked("谢谢"), texts, domain) == thanks


def test_a_document_asked_by_name_is_looked_into(texts: Knowledge, domain: dict[str, Any]) -> None:
    reply = about(texts.library.get("doc.road"), "城市道路管理条例里挖路要谁批准", texts, domain)
    assert reply.sources[0].id == "doc.road" and reply.sources[0].article
    assert "批准" in reply.messages[0].text and "意思是" in reply.messages[0].text


def test_a_document_out_of_force_is_never_looked_into(texts: Knowledge, domain: dict[str, Any]) -> None:
    reply = about(texts.library.get("doc.air-law"), "大气污染防治法里烧秸秆怎么罚", texts, domain)
    assert "不再有效" in reply.messages[0].text
    assert [source.article for source in reply.sources][:1] == [None]


def test_an_article_is_shown_in_its_own_words_where_they_are_kept(
    known: Knowledge, domain: dict[str, Any], tmp_path: Path
) -> None:
    text = DocumentText("doc.greening", cut("小树条例\n第五条 不准折树枝。\n第六条 要浇水。").parts, "小树.txt", "0")
    found = index_documents(tmp_path, Path(".cache/passages"), known.library.entries(), [text])
    kept = replace(known, documents=found)
    reply = about(kept.library.get("doc.greening"), "城市绿化条例第六条", kept, domain)
    assert reply.messages[-1].text.endswith("要浇水。") and reply.sources[0].article == "第六条"


@pytest.mark.parametrize(
    ("path", "article", "place"),
    [
        (("第三章 路政管理", "第三十条"), 30, "第三十条"), (("二、要求", "（一）甲"), None, "二、（一）"),
        (("三、存在问题",), None, "三"), ((), None, ""), (("附件1", "1.表"), None, "1"),
    ],
)  # fmt: skip
def test_places_are_named_by_their_numbers(path: tuple[str, ...], article: int | None, place: str) -> None:
    assert place_of(Quote("doc.a", path, article, "", True, 1.0)) == place
