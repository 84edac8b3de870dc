"""Articles are found by words, by meaning and by name; only what changed is computed; a stop loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.library.search.article_index import ArticleIndex, build
from bot.library.search.article_vectors import DIMENSIONS, ArticleVectors, write_vectors
from bot.library.search.article_words import terms
from bot.library.search.articles import Article, articles_of, encoded
from bot.library.search.vector_cache import VectorCache
from bot.library.structure import cut
from bot.text.vectors import encoder

ROADS = """# 中华人民共和国小路条例
2003年2月1日 公布
<!-- INFO END -->
## 第一章 走路
第一条 在路上堆放东西，应当经小路管理处批准。
第二条 下雪以后，门前的雪由住户扫除。
## 第二章 处罚
第三条 遛狗不牵绳的，处五十元罚款。
"""
OLD_ROADS = ROADS.replace("2003年2月1日", "1993年2月1日").replace("五十元", "五元")
PONDS = """# 池塘规定
第一条 池塘里不准洗车。
第二条 垂钓的人应当在天黑以前离开。
"""


def articles() -> list[Article]:
    return [article for text in (OLD_ROADS, ROADS, PONDS) for article in articles_of(cut(text))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    assert build(folder, articles()) == len({encoded(article) for article in articles()})
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> ArticleIndex:
    return ArticleIndex.current(folder)


def places(index: ArticleIndex, question: str, limit: int = 2) -> list[tuple[str, int | None]]:
    return [(found.article.named, found.article.number) for found in index.find(question, limit)]


def test_an_article_comes_back_as_it_was_put_in(index: ArticleIndex) -> None:
    assert [index.articles[row] for row in range(len(index.articles))] == articles()


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("門前的雪誰來掃", ("小路条例", 2)),
        ("我想在门口路边放点装修材料要找谁同意", ("小路条例", 1)),
        ("晚上能不能去钓鱼", ("池塘规定", 2)),
        ("狗狗没拴绳会怎么样", ("小路条例", 3)),
    ],
)
def test_a_question_finds_its_article_first(index: ArticleIndex, question: str, place: tuple[str, int]) -> None:
    assert places(index, question)[0] == place


def test_an_article_named_by_title_and_number_comes_first_the_newest_version_before_the_old(
    index: ArticleIndex,
) -> None:
    found = index.find("中华人民共和国小路条例第三条讲什么，和池塘洗车有关吗", 3)
    assert [(hit.article.number, hit.article.dated, hit.cited) for hit in found[:2]] == [
        (3, "2003-02-01", True),
        (3, "1993-02-01", True),
    ]
    assert not found[2].cited
    assert found[0].article.path == ("第二章 处罚", "第三条")


def test_a_number_alone_or_one_that_is_not_there_names_nothing(index: ArticleIndex) -> None:
    assert not any(hit.cited for question in ("第三条讲什么", "池塘规定第九条") for hit in index.find(question))


def test_hits_are_distinct_best_first_and_no_more_than_asked_for(index: ArticleIndex) -> None:
    found = index.fused("洗车", 4)
    assert len(found) == len({row for row, _ in found}) == 4
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@pytest.mark.parametrize("question", ["", "？！", "zzzz", "的" * 3000])
def test_nothing_asked_breaks_nothing(index: ArticleIndex, question: str) -> None:
    assert len(index.find(question, 3)) == 3


def test_only_a_changed_article_is_computed_and_only_one_index_stays(tmp_path: Path) -> None:
    build(tmp_path, articles())
    assert build(tmp_path, articles()) == 0
    changed = [*articles()[:-1], replace(articles()[-1], text="垂钓的人应当带上灯。")]
    open_before = ArticleIndex.current(tmp_path)
    assert build(tmp_path, changed) == 1
    assert ArticleIndex.current(tmp_path).find("垂钓要带灯吗", 1)[0].article.text == "垂钓的人应当带上灯。"
    assert places(open_before, "晚上能不能去钓鱼")[0] == ("池塘规定", 2)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_stop_while_building_leaves_the_index_in_use_and_the_vectors_already_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, articles()[:3])

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("bot.library.search.article_index.write_words", stopped)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, articles())
    assert len(ArticleIndex.current(tmp_path).articles) == 3
    assert build(tmp_path, articles()) == 0
    assert len(ArticleIndex.current(tmp_path).articles) == len(articles())
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_an_index_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no articles"):
        build(tmp_path, [])


def rows(cache: VectorCache, texts: Sequence[str]) -> np.ndarray:
    return np.concatenate(list(cache.rows(texts)))


def test_vectors_are_kept_by_content_even_when_the_last_record_was_torn(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    assert cache.add(["一句", "两句", "一句"]) == 2
    assert np.allclose(rows(cache, ["两句", "一句"]), encoder().encode(["两句", "一句"]), atol=1e-3)
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:-5])
    again = VectorCache(tmp_path)
    assert again.add(["一句", "两句", "三句"]) == 2
    assert np.allclose(rows(again, ["两句"]), encoder().encode(["两句"]), atol=1e-3)


def test_a_vector_that_was_never_added_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        list(VectorCache(tmp_path).rows(["没有"]))


def test_the_short_product_loses_hardly_any_neighbour(tmp_path: Path) -> None:
    """Vectors as an encoder makes them: most of what tells them apart lies in few directions."""
    chance = np.random.default_rng(7)
    spectrum = 1 / np.sqrt(1 + np.arange(DIMENSIONS))
    made = chance.normal(size=(6000, DIMENSIONS)) * spectrum @ np.linalg.qr(chance.normal(size=[DIMENSIONS] * 2))[0]
    made = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    write_vectors(tmp_path, [made[:4000].astype(np.float16), made[4000:].astype(np.float16)])
    found = ArticleVectors(tmp_path)
    kept = []
    for vector in made[::300]:
        exact = set(np.argsort(-(made @ vector))[:10].tolist())
        hits = found.search(vector, 10)
        kept.append(len(exact & {row for row, _ in hits}) / 10)
        assert hits[0][1] == pytest.approx(1, abs=1e-3)
    assert np.mean(kept) > 0.97


def test_terms_are_characters_and_pairs_and_words_of_other_letters() -> None:
    assert terms("門前，APP2.0雪") == ["门", "前", "门前", "app2", "0", "雪"]


SHARED_LAWS = Path(__file__).resolve().parents[3] / "shared/data/laws"


@pytest.mark.skipif(not SHARED_LAWS.exists(), reason="the shared laws are not here")
def test_a_real_article_is_found_by_its_name_and_by_what_it_is_about(tmp_path: Path) -> None:
    paths = [path for path in sorted(SHARED_LAWS.glob("*.md")) if path.stem.startswith(("城市道路", "城市绿化"))]
    build(tmp_path, [article for path in paths for article in articles_of(cut(path.read_text("utf-8"), path.stem))])
    index = ArticleIndex.current(tmp_path)
    named = index.find("城市道路管理条例第三十条讲什么", 1)[0]
    assert named.cited
    assert named.article.path == ("第四章 路政管理", "第三十条")
    assert {30, 31} & {number for title, number in places(index, "占道要谁批准", 3) if title == "城市道路管理条例"}
