"""Bytes, requests, sizes, contrast and overflow, on a phone and a desk, light and dark, normal and large."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.driving import DESKTOP, IN_THE_BROWSER, PHONE, OpenPage, say_and_wait

pytestmark = IN_THE_BROWSER

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
LIMIT_BYTES = 60 * 1024
LOOKS = [
    (viewport, scheme, senior)
    for viewport in (PHONE, DESKTOP)
    for scheme in ("light", "dark")
    for senior in (False, True)
]


async def full_page(open_page: OpenPage, **options: Any) -> Page:
    """A page with every kind of part on it."""
    page = await open_page("/chat?page=doc.road", **options)
    for text in ("多久", "占路", "人工", "道路管理条例", "https://example.gov.cn/" + "b" * 300):
        await say_and_wait(page, text)
    return page


@pytest.mark.parametrize(("viewport", "scheme", "senior"), LOOKS)
async def test_everything_can_be_read_and_touched(
    open_page: OpenPage, viewport: dict[str, int], scheme: str, senior: bool
) -> None:
    page = await full_page(open_page, viewport=viewport, color_scheme=scheme, senior=senior)
    measured = await page.evaluate(MEASURE)
    assert measured["overflowing"] == []
    least = 60 if senior else 44
    assert [target for target in measured["targets"] if min(target["width"], target["height"]) < least] == []
    assert len(measured["targets"]) > 15
    assert [text for text in measured["texts"] if text["contrast"] < 4.5] == []
    assert len(measured["texts"]) > 20
    assert measured["body"] == (21 if senior else 17)
    assert measured["largest"] >= (30 if senior else 19)
    if senior:
        assert min(text["size"] for text in measured["texts"]) >= 18


async def test_the_whole_page_weighs_little_and_asks_only_its_own_server(open_page: OpenPage) -> None:
    page = await open_page()  # which itself reports any external request
    static = Path(__file__).parents[2] / "bot/channels/web/static"
    html = len(await (await page.request.get(page.url)).body())
    total = html + sum(path.stat().st_size for path in static.iterdir())
    assert 10_000 < total <= LIMIT_BYTES


async def test_static_files_are_kept_for_good_and_compressed(open_page: OpenPage) -> None:
    page = await open_page()
    source = await page.locator("script").get_attribute("src")
    assert source
    kept = await page.request.get(str(page.url).rstrip("/") + source)
    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers.get("content-encoding") in {"gzip", "deflate"}
    other = await page.request.get(page.url + "static/0123/chat.js")
    assert other.headers["cache-control"] == "no-store"
    assert (await page.request.get(page.url + "static/x/..%2fpage.py")).status == 404


async def test_large_text_is_remembered(open_page: OpenPage) -> None:
    page = await open_page()
    button = page.get_by_role("button", name="大字")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await page.reload()
    await expect(page.locator("html.senior")).to_have_count(1)
    await button.click()
    await page.reload()
    await expect(page.locator("html.senior")).to_have_count(0)


async def test_asking_for_larger_text_switches_it_on(open_page: OpenPage) -> None:
    page = await open_page()
    await say_and_wait(page, "字太小了看不清")
    await expect(page.locator("html.senior")).to_have_count(1)
    await page.get_by_role("button", name="大字").click()
    await page.reload()
    await expect(page.locator("html.senior")).to_have_count(0)


async def test_someone_reading_above_is_told_and_not_pulled_away(open_page: OpenPage, fake: Any) -> None:
    page = await full_page(open_page)
    await page.locator("#log").evaluate("log => { log.scrollTop = 0; }")
    fake.post("staff_answer", "修好了。", "JA1")
    await page.get_by_role("button", name="有新消息").wait_for()
    assert await page.locator("#log").evaluate("log => log.scrollTop") == 0
    await page.get_by_role("button", name="有新消息").click()
    await expect(page.get_by_text("修好了。")).to_be_in_viewport()
    await expect(page.locator("#newest")).to_be_hidden()


async def test_the_input_stays_in_sight_above_a_keyboard(open_page: OpenPage) -> None:
    page = await full_page(open_page)
    await page.set_viewport_size({"width": 360, "height": 380})
    await expect(page.get_by_label("输入您的问题")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("link", name="12345").first).to_be_in_viewport(ratio=1)
