"""Lists of documents: by number in every form, by issuer, year, state and subject; page by page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from actions.document_list import documents, find, latest, listing
from actions.runtime import Knowledge


def ids(found: list[Any]) -> list[str]:
    return [entry.id for entry in found]


@pytest.mark.parametrize(
    "written",
    [
        "榕晋政办〔2018〕153号", "榕晋政办[2018]153号", "榕晋政办【2018】153号", "榕晋政办（2018）153号",
        "榕晋政办(2018)153号",
        "榕晋政办〔２０１８〕１５３号", "榕晋政办2018 153号", "榕晋政办2018年153号", "榕晋政办〔2018〕第153号",
        "榕晋政办〔2018〕153號", "榕晋政办 〔2018〕 153 号", "[2018]153号", "〔2018〕153号",
    ],
)  # fmt: skip
def test_by_number_in_every_form(known: Knowledge, written: str) -> None:
    assert ids(find(f"帮我找一下{written}", known)) == ["doc.tasks-2018"]


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("闽政〔2016〕66号", "doc.internet-plus"), ("榕政〔2017〕18号", "doc.approval-standard"),
        ("闽政办〔2017〕65号", "doc.site-guideline"), ("国务院令第711号", "doc.foi-regulation"),
        ("711号令", "doc.foi-regulation"), ("国务院令198号", "doc.road"), ("主席令第七十号", "doc.penalty-law"),
        ("国令第379号", "doc.property-regulation"),
    ],
)  # fmt: skip
def test_every_kind_of_number(known: Knowledge, written: str, id_: str) -> None:
    assert id_ in ids(find(f"我想看{written}", known))[:1]


@pytest.mark.parametrize(
    "written", ["榕晋政办〔2018〕154号", "榕晋政办〔2019〕153号", "闽政〔2017〕18号", "榕政办〔2018〕153号"]
)
def test_the_number_of_another_document_finds_none_of_ours(known: Knowledge, written: str) -> None:
    assert find(f"帮我找{written}", known) == []


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("找一下管城市道路的那个条例", "doc.road"),
        ("有没有关于城市绿化的条例", "doc.greening"),
        ("有没有管噪音的法律", "doc.noise-law"),
        ("找互联网加政务服务的工作方案", "doc.internet-plus"),
    ],
)
def test_by_subject(known: Knowledge, text: str, id_: str) -> None:
    assert id_ in ids(find(text, known))[:3]


def test_by_year(known: Knowledge) -> None:
    found = find("2018年政务公开的文件有哪些", known)
    assert "doc.tasks-2018" in ids(found)
    assert "doc.internet-plus" not in ids(found)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("国务院2019年发的文件", "国务院"),
        ("国务院办公厅发了哪些文件", "国务院办公厅"),
        ("省政府的文件", "福建省人民政府"),
    ],
)
def test_by_issuer(known: Knowledge, text: str, issuer: str) -> None:
    found = find(text, known)
    of_year = [e for e in documents(known) if "2019" not in text or str(e.document.issued_on).startswith("2019")]
    assert set(ids(found)) == {e.id for e in of_year if issuer in re.split("[、，]", e.document.issuer or "")}


@pytest.mark.parametrize(("text", "in_force"), [("有哪些已经废止的法律", False), ("现行的条例有哪些", True)])
def test_by_whether_they_are_in_force(known: Knowledge, text: str, in_force: bool) -> None:
    found = find(text, known)
    assert found and {entry.document.in_force for entry in found} == {in_force}


@pytest.mark.parametrize("text", ["无废城市那个文件", "关于火星移民的通知", "找一下养老金调整的文件"])
def test_a_subject_that_none_is_about_finds_none(known: Knowledge, text: str) -> None:
    assert find(text, known) == []


def test_pages_hold_five_and_say_what_is_left(known: Knowledge, domain: dict[str, Any]) -> None:
    topic, found = known.library.get("doc.latest"), latest(known)
    first, second = listing(topic, found, known, domain), listing(topic, found, known, domain, 5)
    assert [source.id for source in first.sources + second.sources] == ids(found[:10])
    assert f"还有{len(found) - 5}个" in first.messages[-1].text and first.suggestions[-1] == "下一页"
    assert second.messages[0].text == f"第6到第10个，一共{len(found)}个："


def test_the_latest_come_newest_first(known: Knowledge) -> None:
    days = [entry.document.issued_on or date.min for entry in latest(known)]
    assert days == sorted(days, reverse=True)
    assert len(days) > 10


def test_a_list_names_what_was_found(known: Knowledge, domain: dict[str, Any]) -> None:
    topic = known.library.get("doc.search")
    found = find("榕晋政办〔2018〕153号", known)
    reply = listing(topic, found, known, domain)
    assert [message.type for message in reply.messages] == ["text", "card"]
    assert "榕晋政办〔2018〕153号" in reply.messages[1].text
    assert reply.sources[0].id == "doc.tasks-2018"


def test_a_list_of_nothing_says_what_to_add(known: Knowledge, domain: dict[str, Any]) -> None:
    reply = listing(known.library.get("doc.search"), [], known, domain)
    assert reply.kind == "documents"
    assert reply.messages[0].text
    assert reply.sources == []
