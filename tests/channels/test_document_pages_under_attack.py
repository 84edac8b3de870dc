"""Hostile titles, texts, links, ids, hosts and searches."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.limits import Limits
from tests.channels.documents import HOSTILE, build_pages


@pytest.fixture
async def client() -> TestClient:
    client = TestClient(TestServer(build_pages()))
    await client.start_server()
    yield client
    await client.close()


@pytest.mark.parametrize("path", ["/d/doc.hostile", "/d/?kind=document", f"/d/?q={HOSTILE[:50]}"])
async def test_markup_stays_text(client: TestClient, path: str) -> None:
    response = await client.get(path)
    page = await response.text()
    assert response.status == 200
    assert "<img src=x" not in page and "<script>" not in page
    assert len(re.findall(r"<script", page)) <= 2
    assert "unsafe" not in response.headers["Content-Security-Policy"]


async def test_script_links_are_no_links(client: TestClient) -> None:
    for path in ("/d/doc.hostile", "/d/doc.road"):
        page = await (await client.get(path)).text()
        assert not re.search(r'(?:href|src|action)="\s*javascript:', page, re.I)
    assert "坏的" in page


async def test_feeds_stay_sound(client: TestClient) -> None:
    for path in ("/sitemap.xml", "/feed.xml"):
        ElementTree.fromstring(await (await client.get(path)).text())


@pytest.mark.parametrize(
    "path",
    ["/d/..%2f..%2fetc%2fpasswd", "/d/%252e%252e", "/d/doc.road%00", "/d/doc.road/qr.exe", "/d/doc.road/../../x/qr.svg",
     "/d/" + "a" * 3000, "/d/%3Cscript%3E"],
)  # fmt: skip
async def test_an_id_is_only_ever_looked_up(client: TestClient, path: str) -> None:
    response = await client.get(path, allow_redirects=False)
    assert response.status == 404
    assert "<script>" not in await response.text()


@pytest.mark.parametrize("host", ['x"><script>', "a b", "evil.example/x", "a@evil.example", "x\\y", ""])
async def test_a_host_that_is_none_is_refused(client: TestClient, host: str) -> None:
    for path in ("/d/doc.road", "/d/doc.road/qr.svg", "/feed.xml", "/robots.txt"):
        response = await client.get(path, headers={"Host": host})
        assert response.status == 400


async def test_with_the_setting_no_host_is_believed() -> None:
    async with TestClient(TestServer(build_pages(public_url="https://zwgk.example.gov.cn"))) as client:
        for path in ("/d/doc.road", "/sitemap.xml", "/feed.xml", "/robots.txt", "/d/"):
            response = await client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
            assert "evil.example" not in await response.text()


async def test_what_was_made_from_a_visitors_host_is_kept_by_nobody(client: TestClient) -> None:
    for path in ("/d/doc.road/qr.svg", "/sitemap.xml", "/feed.xml", "/robots.txt"):
        assert (await client.get(path)).headers["Cache-Control"] == "no-store"
    assert "private" in (await client.get("/d/doc.road")).headers["Cache-Control"]


async def test_searching_is_limited_by_address() -> None:
    async with TestClient(TestServer(build_pages(limits=Limits(1, ())))) as client:
        statuses = [(await client.get("/d/?q=a")).status for _ in range(22)]
        assert statuses[0] == 200 and statuses[-1] == 429
        assert (await client.get("/d/")).status == 200
