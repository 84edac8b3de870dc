"""Search over the real knowledge: words and vectors together, with a probability that means something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.library.files import load_folder
from bot.library.library import Library
from bot.library.search.passages import passages_of
from bot.library.search.search import Search
from bot.library.search.words import WordIndex, terms

ROOT = Path(__file__).resolve().parents[2]
TODAY = date.today()


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load_folder(ROOT / "knowledge")
    return Library.from_data(loaded.data, loaded.bureau)


@pytest.fixture(scope="module")
def search(library: Library) -> Search:
    return Search(library.entries(), ROOT / ".cache/sentence-vectors.npz")


def test_nearly_every_question_of_every_entry_finds_its_entry_first(library: Library, search: Search) -> None:
    asked = [(entry.id, entry.questions[0]) for entry in library.entries() if entry.questions]
    missed = [(id_, question) for id_, question in asked if search.find(question)[0].entry != id_]
    assert len(missed) <= len(asked) * 0.03, missed


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("申請公開要收費嗎", "apply.fee"),
        ("办公地址在哪儿呀", "org.address"),
        ("12345 电话 几点到几点有人接", "hotline.hours"),
        ("听证要在几天以内提出来", "enforce.hearing"),
    ],
)
def test_other_words_find_it_among_the_first_three(search: Search, text: str, entry: str) -> None:
    assert entry in [hit.entry for hit in search.find(text, 3)]


def test_hits_come_most_probable_first_and_each_entry_once(search: Search) -> None:
    hits = search.find("罚款怎么交", 10)
    assert [hit.probability for hit in hits] == sorted((hit.probability for hit in hits), reverse=True)
    assert len({hit.entry for hit in hits}) == len(hits) <= 10
    assert all(0 < hit.probability < 1 and hit.passage.entry == hit.entry for hit in hits)


def test_an_own_question_is_surer_than_nonsense(search: Search, library: Library) -> None:
    own = search.find(library.get("apply.fee").questions[0])[0].probability
    assert own > 0.6 > max(hit.probability for hit in search.find("红烧肉炖多长时间才烂"))


@pytest.mark.parametrize("text", ["", " ", "😀", "。。。", "a", "x" * 10_000, '"(AND OR NOT) *:^~', "占道\x00经营"])
def test_any_text_can_be_searched(search: Search, text: str) -> None:
    assert isinstance(search.find(text), list)


def test_an_empty_library_finds_nothing(tmp_path: Path) -> None:
    assert Search([], tmp_path / "vectors.npz").find("挖路") == []


def test_every_entry_can_be_found_by_its_title(library: Library) -> None:
    passages = passages_of(library.entries())
    for entry in library.entries():
        own = [passage for passage in passages if passage.entry == entry.id]
        assert own[0].text == entry.title
        assert own[0].asked
        assert any(not passage.asked for passage in own)


def test_words_find_the_text_that_shares_them_most() -> None:
    index = WordIndex(["占道经营怎么处罚", "绿化条例", "道路挖掘许可"])
    assert index.search("占道", 3)[0][0] == 0
    assert index.search("挖掘道路", 3)[0][0] == 2
    assert index.search("火锅", 3) == []
    assert index.search("？！", 3) == []


def test_long_words_are_cut_into_pairs_too() -> None:
    assert {"占道", "经营"} <= set(terms("占道经营"))
    assert terms("占道") == ["占道"]
