"""The pages of documents, guides and questions, and the list, over HTTP."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.channels.documents import build_pages

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
async def client() -> TestClient:
    client = TestClient(TestServer(build_pages()))
    await client.start_server()
    yield client
    await client.close()


async def text(client: TestClient, path: str, status: int = 200) -> str:
    response = await client.get(path)
    assert response.status == status
    return await response.text()


async def test_a_document_shows_what_it_is_and_what_it_says(client: TestClient) -> None:
    page = await text(client, "/d/doc.road")
    for words in (
        "国务院令第198号", "JA-001", "国务院", "1996年6月4日", "2019年3月24日", "1996年10月1日", "2019年4月15日",
        "这是第33条要说的话。", "https://example.gov.cn/road", "https://example.gov.cn/form.docx", "扫一扫在手机上查看",
    ):  # fmt: skip
        assert words in page
    assert 'class="banner"' not in page and "不是原文" not in page


async def test_every_article_has_an_anchor_of_its_own(client: TestClient) -> None:
    page = await text(client, "/d/doc.road")
    anchors = re.findall(r'<section id="([^"]+)"', page)
    assert {"a1", "a40", "a1-2"} <= set(anchors)
    assert len(anchors) == len(set(anchors))
    listed = re.findall(r'<li class="deep\d"><a href="#([^"]+)">', page)
    assert len(listed) == 7 and set(listed) <= set(anchors)
    assert "第11—20条" in page


async def test_headings_never_skip_a_level(client: TestClient) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", await text(client, "/d/doc.road"))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


async def test_a_document_without_its_text_shows_gists_as_such(client: TestClient) -> None:
    page = await text(client, "/d/doc.old")
    assert "为什么立法。" in page and "不是原文" in page and 'id="a1"' in page


async def test_a_repealed_document_says_so_first_and_leads_to_its_successor(client: TestClient) -> None:
    page = await text(client, "/d/doc.old")
    banner = re.search(r'<div class="banner".*?</div>', page, re.S)
    assert banner and "已废止" in banner[0] and "2019年起不用" in banner[0] and 'href="/d/doc.road"' in banner[0]
    assert page.index('class="banner"') < page.index("旧条例讲的是什么。", page.index("<main"))
    assert "尚未施行" in (await text(client, "/d/doc.future")).split('class="banner"')[1][:120]


async def test_a_guide_shows_every_facet_samples_as_such_and_each_basis_once(client: TestClient) -> None:
    page = await text(client, "/d/guide.dig-road")
    assert all(f"要素{number}" in page for number in range(11))
    assert page.count('<span class="tag">示例</span>') == 1
    assert '<a class="row" href="/d/doc.road#a2">依据：道路条例 第二条、第十二条</a>' in page


async def test_related_goes_both_ways(client: TestClient) -> None:
    assert 'href="/d/guide.dig-road"' in await text(client, "/d/doc.road")
    assert 'href="/d/doc.old"' in await text(client, "/d/doc.road")
    assert 'href="/d/doc.road#a3"' in await text(client, "/d/apply.fee")


async def test_programs_read_what_the_page_is(client: TestClient) -> None:
    page = await text(client, "/d/doc.old")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    data = json.loads(found[1])
    assert (data["@type"], data["name"], data["legislationDate"]) == ("Legislation", "旧条例", "2007-04-05")
    assert data["legislationLegalForce"].endswith("NotInForce")
    own = str(client.make_url("/d/doc.old"))
    assert f'<link rel="canonical" href="{own}">' in page and f'<meta property="og:url" content="{own}">' in page
    assert '"GovernmentService"' in await text(client, "/d/guide.dig-road")
    assert '"FAQPage"' in await text(client, "/d/apply.fee")


@pytest.mark.parametrize("path", ["/d/doc.draft", "/d/chat.greet", "/d/doc.none", "/d/doc.none/qr.svg"])
async def test_what_is_not_public_has_no_page(client: TestClient, path: str) -> None:
    assert "没有这个页面" in await text(client, path, 404)


async def test_an_old_id_leads_on(client: TestClient) -> None:
    for path in ("/d/doc.roads", "/d/doc.roads/qr.png"):
        response = await client.get(path, allow_redirects=False)
        assert (response.status, response.headers["Location"]) == (301, path.replace("roads", "road"))


async def test_the_list_starts_with_the_newest_and_turns_its_pages(client: TestClient) -> None:
    first = await text(client, "/d/")
    titles = re.findall(r'<span class="name">(.*?)</span>', first)
    assert titles[:3] == ["明年的办法", "道路条例", "旧条例"] and len(titles) == 20
    assert "共 31 件，第 1 页，共 2 页" in first and 'rel="next" href="/d/?page=2"' in first
    last = await text(client, "/d/?page=999")
    assert "第 2 页" in last and 'rel="next"' not in last


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("year=2019", ["道路条例"]),
        ("issuer=市政府", ["旧条例"]),
        ("status=已废止", ["旧条例"]),
        ("kind=guide", ["挖掘城市道路"]),
        ("kind=document&q=条例", ["道路条例", "旧条例"]),
        ("q=[2026]3号", ["明年的办法"]),
        ("q=１９８号", ["道路条例"]),
        ("q=钱", ["申请公开要钱吗"]),
        ("kind=nonsense", []),
        ("page=-1&year=2019", ["道路条例"]),
    ],
)
async def test_the_list_is_filtered_and_searched(client: TestClient, query: str, titles: list[str]) -> None:
    page = await text(client, f"/d/?{quote(query, safe='=&')}")
    assert re.findall(r'<span class="name">(.*?)</span>', page) == titles


async def test_words_that_nothing_holds_bring_what_is_near(client: TestClient) -> None:
    page = await text(client, f"/d/?q={quote('马路开挖')}")
    assert re.findall(r'<span class="name">(.*?)</span>', page) == ["挖掘城市道路", "道路条例"]
    assert "最接近" in page


async def test_sitemap_feed_and_robots(client: TestClient) -> None:
    sitemap = ElementTree.fromstring(await text(client, "/sitemap.xml"))
    assert len(sitemap) == 33
    feed = ElementTree.fromstring(await text(client, "/feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries][:2] == ["明年的办法", "道路条例"]
    assert entries[0].findtext(f"{ATOM}published") == "2026-11-01T00:00:00+08:00"
    assert f"Sitemap: {client.make_url('/sitemap.xml')}" in await text(client, "/robots.txt")
