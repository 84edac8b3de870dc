"""Every mistake an editor can make is named with file, line and reason, and all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.library.files import faults_of, inspect_folder, load_folder
from bot.library.problems import KnowledgeError, yaml_reason
from tests.library.sample_folder import SAMPLE, Editor

FAQ, GUIDE, DOC = "faq/apply.fee.yml", "guides/guide.dig-road.yml", "documents/doc.road.yml"
FIRE, GREET = "routes/route.fire.yml", "chat/chat.greet.yml"

# file, text replaced, its replacement, code, line, part of the sentence
MISTAKES = [
    (FAQ, "label: 收不收费", "label: [收", "broken_yaml", 6, "YAML 写法有误"),
    (FAQ, "label: 收不收费", "label: 收费: 不收", "broken_yaml", 5, "YAML 写法有误"),
    (FAQ, "label: 收不收费", "label: 收不收费\nlabel: 收费吗", "broken_yaml", 6, "字段 label 写了两遍"),
    (FAQ, "title: 申请公开收不收费\n", "", "required", 1, "title"),
    (FAQ, "label: 收不收费", "labels: 收不收费", "additionalProperties", 5, "labels"),
    (FAQ, "label: 收不收费", "label: 申请政府信息公开到底要不要收我的钱", "maxLength", 5, "17 个字，最多 16"),
    (FAQ, "不收费。申请次数", "不收费。" + "申请次数" * 80, "maxLength", 7, "最多 300"),
    (FAQ, "[要钱吗, ", "[", "minItems", 6, "5 项，至少 6"),
    (FAQ, "kind: faq", "kind: fag", "enum", 3, "fag"),
    (FAQ, "from: 2019-05-15", "from: 2019-5-15", "format", 14, "valid.from"),
    (FAQ, "from: 2019-05-15", "from: 2019-02-30", "format", 14, "2019-02-30"),
    (FAQ, "{from: 2019-05-15}", "{from: 2019-05-15, to: 2018-01-01}", "dates_reversed", 14, "早于"),
    (FAQ, "id: apply.fee", "id: apply.fees", "file_name", 2, "apply.fees"),
    (FAQ, "kind: faq", "kind: chat", "wrong_folder", 3, "chat/"),
    (FAQ, "[guide.dig-road]", "[guide.dig-raod]", "unknown_id", 12, "guide.dig-raod"),
    (FAQ, "{phone: chat.greet}", "{phone: chat.great}", "unknown_id", 13, "followups.phone"),
    (FAQ, "{phone: chat.greet}", "{tel: chat.greet}", "enum", 13, "tel"),
    (FAQ, "document: doc.road", "document: doc.rode", "unknown_id", 10, "sources[1].document"),
    (FAQ, "document: doc.road", "document: chat.greet", "not_a_document", 10, "chat.greet"),
    (FAQ, "article: 第二条", "article: 第二十条", "no_such_article", 10, "第20条（共 3 条）"),
    (FAQ, "document: doc.road, ", "", "anyOf", 10, "document"),
    (FAQ, "{bureau.phone}", "{bureau.fone}", "unknown_placeholder", 7, "{bureau.fone}"),
    (FAQ, "{bureau.phone}", "{phone}", "unknown_placeholder", 7, "{phone}"),
    (FAQ, "收费吗", "火警！", "duplicate_question", 0, "火警"),
    (FAQ, "review: {by: 示例审核人, on: 2026-11-24}\n", "", "not_reviewed", 1, "review"),
    (GUIDE, "  fee: {text: 示例 fee。, sample: true}\n", "", "required", 12, "fee"),
    (GUIDE, "第一条至第三条", "第一条至第四条", "no_such_article", 14, "第4条"),
    (DOC, "{no: 2,", "{no: 4,", "article_order", 20, "articles[2].no 应是第 2 条"),
    (DOC, "status: 现行", "status: 有效", "enum", 13, "现行、已修改"),
    (DOC, "status: 现行", "status: 已废止", "document_out_of_force", 0, "已废止"),
    (DOC, "effective_on: 1996-10-01", "effective_on: 1996-13-01", "format", 12, "effective_on"),
    (FIRE, "马上打 119。先离开", "先离开。再打 119", "emergency_phone", 6, "119"),
    (FIRE, 'phone: "119"', "phone: 119", "type", 8, "文字或空，现在是 119"),
    ("bureau.yml", "{value: 示例局}", "{vaule: 示例局}", "required", 1, "value"),
    ("facets.yml", "fee: {label", "fees: {label", "required", 1, "fee"),
    ("catalogue.yml", "kind: faq", "kind: fag", "enum", 2, "fag"),
]


@pytest.mark.parametrize(("name", "old", "new", "code", "line", "reason"), MISTAKES)
def test_a_mistake_is_named(
    knowledge: Editor, name: str, old: str, new: str, code: str, line: int, reason: str
) -> None:
    knowledge.replace(name, old, new)
    problems = [problem for problem in inspect_folder(knowledge.root).problems if problem.code == code]
    assert problems, inspect_folder(knowledge.root).problems
    assert reason in problems[0].message
    if line:
        assert f"{problems[0]}".startswith(f"{knowledge.root.as_posix()}/{name}:{line}: ")


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("!!python/object/apply:os.system [id]", "不允许写 !!python/object/apply:os.system 这样的标签"),
        ("!secret x", "不允许写 !secret 这样的标签"),
        ("!!int x", "类型与值不符"),
        ("{{bureau.phone}}", "字段名只能是文字"),
        ("&a [*a]", "要加引号"),
        ("[" * 5000 + "]" * 5000, "套得太深"),
        ("收费: 不收", "多了一个冒号"),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_named_in_chinese(knowledge: Editor, title: str, reason: str) -> None:
    knowledge.replace(GREET, "title: 问候", f"title: {title}")
    (problem,) = inspect_folder(knowledge.root).problems
    assert problem.code == "broken_yaml"
    assert reason in problem.message
    assert not re.search("[a-z]{3,} [a-z]{3,} ", problem.message)  # no English sentence
    assert problem.line == (1 if "太深" in reason else 3)


def test_a_message_of_the_reader_nobody_has_met_is_not_passed_on() -> None:
    assert yaml_reason("some news from a later libyaml") == yaml_reason("other news")
    assert "news" not in yaml_reason("other news")


def test_a_file_that_cannot_be_opened_is_named(knowledge: Editor) -> None:
    (knowledge.root / GREET).unlink()
    (knowledge.root / GREET).symlink_to("nowhere.yml")
    (knowledge.root / "faq" / "folder.yml").mkdir()
    problems = [problem for problem in inspect_folder(knowledge.root).problems if problem.code == "unreadable"]
    assert ["没有这个文件" in problems[0].message, "这是文件夹" in problems[1].message] == [True, True]


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in inspect_folder(tmp_path / "nowhere").problems] == ["no_folder"]


def test_a_withdrawn_entry_may_share_questions_with_the_one_that_took_its_place(knowledge: Editor) -> None:
    text = (knowledge.root / FAQ).read_text("utf-8")
    (knowledge.root / "faq" / "apply.cost.yml").write_text(text.replace("id: apply.fee", "id: apply.cost"), "utf-8")
    assert {problem.code for problem in inspect_folder(knowledge.root).problems} == {"duplicate_question"}
    knowledge.replace(FAQ, "kind: faq", "kind: faq\nstate: withdrawn")
    assert inspect_folder(knowledge.root).problems == ()


def test_a_mistake_in_shape_is_not_reported_again_where_the_file_is_cited(knowledge: Editor) -> None:
    knowledge.replace(DOC, "status: 现行", "status: [")
    assert [problem.code for problem in inspect_folder(knowledge.root).problems] == ["broken_yaml"]


def test_all_mistakes_are_reported_at_once(knowledge: Editor) -> None:
    knowledge.replace(FAQ, "kind: faq", "kind: [")
    knowledge.replace(DOC, "{no: 3,", "{no: 4,")
    knowledge.replace(GUIDE, "第一条至第三条", "第一条")
    knowledge.replace(GREET, "label: 你好\n", "")
    with pytest.raises(KnowledgeError) as failure:
        load_folder(knowledge.root)
    assert [problem.code for problem in failure.value.problems] == ["required", "article_order", "broken_yaml"]
    assert len(str(failure.value).splitlines()) == 3


def test_a_file_in_another_encoding_is_named(knowledge: Editor) -> None:
    (knowledge.root / GREET).write_bytes("id: chat.greet\ntitle: 问候\n".encode("gbk"))
    (problem,) = inspect_folder(knowledge.root).problems
    assert (problem.code, problem.line) == ("not_utf8", 2)


def test_control_characters_are_named(knowledge: Editor) -> None:
    knowledge.replace(GREET, "title: 问候", "title: 问\x07候")
    (problem,) = inspect_folder(knowledge.root).problems
    assert (problem.code, problem.line) == ("broken_yaml", 3)


@pytest.mark.parametrize("text", ["", "只有一句话\n", "- 一\n- 二\n"])
def test_a_file_without_fields_is_named(knowledge: Editor, text: str) -> None:
    (knowledge.root / GREET).write_text(text, "utf-8")
    assert "not_a_mapping" in {problem.code for problem in inspect_folder(knowledge.root).problems}


def test_an_id_used_twice_is_named(knowledge: Editor) -> None:
    text = (knowledge.root / FAQ).read_text("utf-8")
    (knowledge.root / "actions").mkdir()
    (knowledge.root / "actions" / "apply.fee.yml").write_text(text, "utf-8")
    codes = {problem.code for problem in inspect_folder(knowledge.root).problems}
    assert codes == {"wrong_folder", "duplicate_id", "duplicate_question"}


def test_an_empty_folder_is_no_knowledge(tmp_path: Path) -> None:
    codes = sorted(problem.code for problem in inspect_folder(tmp_path).problems)
    assert codes == ["empty_folder", "missing_file", "missing_file", "missing_file"]


def test_an_edit_by_staff_is_judged_like_a_file() -> None:
    folder = load_folder(SAMPLE)
    data = folder.files[1].data
    assert faults_of(data, folder.files, folder.bureau) == []
    wrong = {**data, "related": ["no.such"], "valid": {"from": "2026-02-01", "to": "2026-01-01"}}
    assert {fault.code for fault in faults_of(wrong, folder.files, folder.bureau)} == {"unknown_id", "dates_reversed"}
    assert {fault.code for fault in faults_of({"kind": "faq"}, folder.files, folder.bureau)} == {"required"}
