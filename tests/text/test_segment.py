"""Words are cut with the bureau's dictionary."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest

from bot.text.segment import Segmenter, segmenter


@pytest.mark.parametrize(
    ("text", "word"),
    [("我想要依申请公开", "依申请公开"), ("榕晋政办发的文件", "榕晋政办"), ("鹤林新城门口", "鹤林新城")],
)
def test_terms_of_the_bureau_stay_whole(text: str, word: str) -> None:
    assert word in segmenter().words(text)


def test_offsets_lead_back_to_the_text() -> None:
    text = "2018年 政务公开 工作要点"
    assert all(text[start : start + len(word)] == word for word, start in segmenter().cut(text))


def test_a_word_added_to_a_dictionary_file_is_known_here_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("嘎嘣脆条例 1000000 n\n", "utf-8")
    assert "嘎嘣脆条例" in Segmenter(tmp_path).words("请问嘎嘣脆条例第一条")
    assert "嘎嘣脆条例" not in jieba.lcut("请问嘎嘣脆条例第一条")
    assert "嘎嘣脆条例" not in segmenter().words("请问嘎嘣脆条例第一条")


def test_nothing_has_no_words() -> None:
    assert segmenter().words("") == []
    assert segmenter().words("  \n ") == []
