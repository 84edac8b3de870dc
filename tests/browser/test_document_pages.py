"""Pages of documents in the browser: reading, touching, hearing, printing, asking from them, and how light they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from bot.channels.web.errors import one_shape
from tests.browser.axe import violations
from tests.browser.driving import DESKTOP, IN_THE_BROWSER, PHONE, OpenPage
from tests.browser.fake_conversation import FakeConversation
from tests.channels.documents import build_pages

pytestmark = IN_THE_BROWSER

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")
PATHS = ("/d/", "/d/?year=2019", "/d/doc.road", "/d/doc.old", "/d/guide.dig-road", "/d/apply.fee", "/d/doc.hostile")
LOOKS = [
    (view, scheme, senior) for view in (PHONE, DESKTOP) for scheme in ("light", "dark") for senior in (False, True)
]
LIMIT_BYTES = 60 * 1024
# A phone on a middling mobile network (Lighthouse's "slow 4G"): bytes a second and milliseconds.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER_CPU = 4
# The aim is 1000, met on a quiet machine; here only what would be felt
# as slow fails (Web Vitals: 2500), for these machines are shared.
LARGEST_PAINT_MS = 2500
VOICE = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const speech = {
  getVoices: () => [{ lang: "zh-CN" }], speak: ({ text }) => spoken.push(text), cancel: () => spoken.push("cancel"),
  addEventListener() {},
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""


@pytest_asyncio.fixture(loop_scope="session")
async def server(fake: FakeConversation) -> AsyncIterator[TestServer]:
    app = build_pages(fake.ask, app=web.Application(middlewares=[one_shape]))
    app.router.add_post("/api/v1/messages", fake.messages)
    app.router.add_get("/api/v1/messages/{session}", fake.updates)
    server = TestServer(app)
    await server.start_server(shutdown_timeout=0.1)
    yield server
    await server.close()


@pytest.mark.parametrize(("viewport", "scheme", "senior"), LOOKS)
async def test_everything_can_be_read_and_touched(
    open_page: OpenPage, viewport: dict[str, int], scheme: str, senior: bool
) -> None:
    page = await open_page("/d/", viewport=viewport, color_scheme=scheme, senior=senior)
    for path in PATHS:
        await page.goto(page.url.split("/d/")[0] + path)
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        measured = await page.evaluate(MEASURE)
        assert measured["overflowing"] == [], path
        least = 60 if senior else 44
        assert [target for target in measured["targets"] if target["height"] < least or target["width"] < 44] == [], (
            path
        )
        assert len(measured["targets"]) > 5
        assert [text for text in measured["texts"] if text["contrast"] < 4.5] == [], path
        assert measured["body"] == (21 if senior else 17)
        assert measured["largest"] >= (30 if senior else 19)
        if senior:
            assert min(text["size"] for text in measured["texts"]) >= 18


@pytest.mark.parametrize(("scheme", "senior"), [("light", False), ("dark", True)])
async def test_axe_finds_nothing(open_page: OpenPage, scheme: str, senior: bool) -> None:
    page = await open_page("/d/", color_scheme=scheme, senior=senior)
    root = page.url.split("/d/")[0]
    for path in (*PATHS, "/chat?page=doc.road", "/d/doc.none"):
        await page.goto(root + path)
        assert await violations(page) == [], path


async def test_a_question_asked_on_the_page_is_answered_in_the_chat_with_the_page(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    page = await open_page("/d/doc.road")
    await page.get_by_label("就本页内容提问").fill("多久答复")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/chat?page=doc.road")
    await expect(page.locator(".turn.bot").nth(1)).to_contain_text("20 个工作日")
    await expect(page.locator(".context")).to_contain_text("道路条例")
    assert [(asked["text"], asked["page"]) for asked in fake.asked] == [("多久答复", "doc.road")]
    await page.reload()
    await expect(page.locator(".turn.bot")).to_have_count(2)
    assert len(fake.asked) == 1
    await page.go_back()
    await expect(page.get_by_role("heading", name="道路条例", exact=True)).to_be_visible()


async def test_writing_a_question_does_not_move_the_text(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road")
    await page.evaluate("scrollTo(0, 400)")
    await page.get_by_label("就本页内容提问").focus()
    await page.keyboard.type("第三条说什么")
    assert await page.evaluate("scrollY") == 400


async def test_without_a_script_the_question_goes_through_the_plain_form(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road", java_script_enabled=False)
    await expect(page.get_by_role("button", name="朗读全文")).to_be_hidden()
    await page.get_by_label("就本页内容提问").fill("多久")
    await page.get_by_role("button", name="提问").click()
    await expect(page.locator("#exchange .turn.bot")).to_contain_text("20 个工作日")
    await expect(page.locator(".context")).to_have_text("正在看：道路条例")


@pytest.mark.parametrize("scripts", [True, False])
async def test_saying_it_cannot_be_read_makes_the_document_large_too(open_page: OpenPage, scripts: bool) -> None:
    page = await open_page("/d/doc.road", java_script_enabled=scripts)
    await page.get_by_label("就本页内容提问").fill("看不清")
    await page.get_by_role("button", name="提问").click()
    await expect(page.locator("html.senior")).to_have_count(1)
    await page.goto(page.url.split("/chat")[0] + "/d/doc.road")
    await expect(page.locator("html.senior")).to_have_count(1)


async def test_large_text_is_switched_on_the_page_itself(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road")
    await page.get_by_role("button", name="大字").click()
    await page.reload()
    await expect(page.locator("html.senior")).to_have_count(1)


async def test_the_page_is_read_aloud_where_there_is_a_voice(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.old", script=VOICE)
    await page.get_by_role("button", name="朗读全文").click()
    spoken = await page.evaluate("spoken")
    assert spoken[:2] == ["cancel", "旧条例"] and "为什么立法。" in spoken
    await page.get_by_role("button", name="停止朗读").click()
    assert (await page.evaluate("spoken"))[-1] == "cancel"
    silent = await open_page("/d/doc.old", script=VOICE.replace("zh-CN", "en-US"))
    await expect(silent.locator("#listen")).to_be_hidden()


async def test_by_keyboard_one_comes_to_the_text_the_contents_and_the_question(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "content"
    for _ in range(3):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#s2")).to_be_in_viewport()


async def test_the_code_is_shown_and_belongs_to_the_page(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road")
    image = page.get_by_role("img", name="本页的二维码")
    await image.scroll_into_view_if_needed()
    await image.evaluate("image => image.decode()")
    assert await image.evaluate("image => image.naturalWidth") > 0


async def test_on_paper_there_is_the_text_and_the_code_and_no_controls(open_page: OpenPage) -> None:
    page = await open_page("/d/doc.road", color_scheme="dark")
    await page.emulate_media(media="print")
    for selector in ("nav", ".dock", "#listen"):
        await expect(page.locator(selector).first).to_be_hidden()
    await expect(page.locator("#a1")).to_be_visible()
    assert await page.locator("#a1 p").first.evaluate("p => getComputedStyle(p).color") == "rgb(0, 0, 0)"


async def weigh(page: Page) -> int:
    """Bytes over the network of the page and everything it loaded."""
    return int(await page.evaluate(
        "['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type))"
        ".reduce((sum, entry) => sum + entry.transferSize, 0)"
    ))  # fmt: skip


async def test_a_long_document_is_light_and_soon_there_on_a_slow_network(
    open_page: OpenPage, record_property: Any
) -> None:
    page = await open_page("/d/apply.fee")
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.clearBrowserCache")
    await session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    await session.send("Network.emulateNetworkConditions", SLOW)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    await page.goto(page.url.replace("apply.fee", "doc.road"), wait_until="networkidle")
    largest = await page.evaluate(
        "new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    weight = await weigh(page)
    record_property("largest_contentful_paint_ms", round(largest))
    record_property("bytes", weight)
    print(f"largest contentful paint {largest:.0f} ms, {weight} bytes")
    assert 5_000 < weight <= LIMIT_BYTES
    assert largest <= LARGEST_PAINT_MS
