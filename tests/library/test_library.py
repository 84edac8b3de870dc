"""Only what is published, reviewed and in force may be the source of an answer."""

from __future__ import annotations

from datetime import date

from bot.conversation.messages import Source
from bot.library.coverage import check, located
from bot.library.files import inspect_folder, load_folder
from bot.library.folder import Folder
from bot.library.library import Library
from tests.library.sample_folder import SAMPLE, TODAY, Editor

FAQ, DOC = "faq/apply.fee.yml", "documents/doc.road.yml"


def _library(folder: Folder) -> Library:
    return Library.from_data(folder.data, folder.bureau)


def _ids(entries: list) -> set[str]:
    return {entry.id for entry in entries}


def test_texts_are_ready_for_citizens() -> None:
    entry = _library(load_folder(SAMPLE)).get("apply.fee")
    assert entry and entry.answer == "不收费。申请次数明显过多的除外。问 0591-00000001（示例）。"


def test_sources_carry_what_the_document_says_of_itself() -> None:
    library = _library(load_folder(SAMPLE))
    assert library.sources(library.get("apply.fee"), TODAY) == [
        Source("doc.road", "道路条例", "国务院令第198号", "第二条", "2019-03-24", "现行", "/d/doc.road#a2"),
        Source(None, "本局收费说明（示例）", "示例〔2026〕1号"),
    ]


def test_a_guide_or_document_without_other_source_is_its_own() -> None:
    library = _library(load_folder(SAMPLE))
    guide, document = library.get("guide.dig-road"), library.get("doc.road")
    assert library.sources(guide, TODAY, "fee") == [Source("guide.dig-road", "挖掘城市道路", url="/d/guide.dig-road")]
    assert library.sources(guide, TODAY, "basis")[0].article == "第一条至第三条"
    assert library.sources(document, TODAY)[0].number == "国务院令第198号"
    assert library.own_source(document, "第二条").article == "第二条"
    assert library.sources(library.get("chat.greet"), TODAY) == []


def test_drafts_and_unreviewed_entries_are_not_there(knowledge: Editor) -> None:
    knowledge.replace(FAQ, "kind: faq", "kind: faq\nstate: draft")
    assert knowledge.library().get("apply.fee") is None
    knowledge.replace(FAQ, "state: draft", "state: published")
    knowledge.replace(FAQ, "review: {by: 示例审核人, on: 2026-11-24}\n", "")
    assert _library(inspect_folder(knowledge.root)).get("apply.fee") is None


def test_validity_is_judged_on_the_day(knowledge: Editor) -> None:
    knowledge.replace(FAQ, "{from: 2019-05-15}", "{from: 2019-05-15, to: 2026-12-01}")
    library = knowledge.library()
    days = [date(2019, 5, 14), date(2019, 5, 15), date(2026, 12, 1), date(2026, 12, 2)]
    assert ["apply.fee" in _ids(library.answerable(day)) for day in days] == [False, True, True, False]


def test_a_repealed_document_is_found_but_nothing_rests_on_it(knowledge: Editor) -> None:
    knowledge.replace(DOC, "status: 现行", "status: 已废止")
    library = _library(inspect_folder(knowledge.root))
    assert "doc.road" in _ids(library.entries()) - _ids(library.answerable(TODAY))
    faq, guide = library.get("apply.fee"), library.get("guide.dig-road")
    assert [source.id for source in library.sources(faq, TODAY)] == [None]
    assert library.is_answerable(guide, TODAY) and not library.is_answerable(guide, TODAY, "basis")
    assert library.sources(guide, TODAY, "basis") == []


def test_an_answer_whose_every_document_lost_force_is_no_answer(knowledge: Editor) -> None:
    knowledge.replace(FAQ, "- {title: 本局收费说明, number: 示例〔2026〕1号, sample: true}\n", "")
    knowledge.replace(DOC, "{from: 1996-10-01}", "{from: 1996-10-01, to: 2026-11-30}")
    library = knowledge.library()
    assert "apply.fee" in _ids(library.answerable(date(2026, 11, 30)))
    assert "apply.fee" not in _ids(library.answerable(TODAY))


def test_the_fingerprint_follows_the_content(knowledge: Editor) -> None:
    before = knowledge.library().fingerprint
    assert before == _library(load_folder(SAMPLE)).fingerprint
    knowledge.replace("bureau.yml", "0591-00000001", "0591-00000009")
    assert knowledge.library().fingerprint != before


def test_the_sample_covers_its_catalogue() -> None:
    folder = load_folder(SAMPLE)
    coverage = check(_library(folder), folder.topics, TODAY)
    assert coverage.complete and (coverage.covered, coverage.total, coverage.own) == (5, 5, ())


def test_gaps_in_the_catalogue_are_named(knowledge: Editor) -> None:
    (knowledge.root / FAQ).unlink()
    knowledge.replace("routes/route.fire.yml", "emergency: true", "emergency: false")
    knowledge.replace("catalogue.yml", "chat.greet: {kind: chat", "chat.greet: {kind: faq")
    knowledge.replace("catalogue.yml", "  doc.road: {kind: document, title: 道路条例}\n", "")
    folder = inspect_folder(knowledge.root)
    coverage = check(_library(folder), folder.topics, TODAY)
    assert {fault.code for fault in coverage.faults} == {"topic_missing", "topic_not_emergency", "topic_kind"}
    assert coverage.own == ("doc.road",) and coverage.covered == 1
    assert all(fault.message for fault in coverage.faults)
    places = {
        (problem.code, problem.file.removeprefix(f"{knowledge.root.as_posix()}/"), problem.line)
        for problem in located(coverage, folder)
    }
    fire = ("topic_not_emergency", "routes/route.fire.yml", 9)
    assert places >= {("topic_missing", "catalogue.yml", 2), ("topic_kind", "chat/chat.greet.yml", 2), fire}


def test_a_former_id_leads_to_the_entry_and_an_id_in_use_is_nobodys_former_one(knowledge: Editor) -> None:
    formerly = "kind: document\nformerly: [doc.roads, apply.fee]\n"
    knowledge.replace("documents/doc.road.yml", "kind: document\n", formerly)
    library = knowledge.library()
    assert library.moved("doc.roads") == "doc.road"
    assert library.moved("apply.fee") is None and library.moved("doc.none") is None
