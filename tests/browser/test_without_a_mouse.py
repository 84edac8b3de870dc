"""By keyboard, and for a screen reader."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage, say_and_wait
from tests.browser.fake_conversation import FakeConversation

pytestmark = IN_THE_BROWSER


async def focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.innerText.trim() || document.activeElement.id"))


async def tab_to(page: Page, words: str, most: int = 30) -> None:
    for _ in range(most):
        await page.keyboard.press("Tab")
        if await focused(page) == words:
            return
    raise AssertionError(f"Tab never reached {words!r}")


async def test_a_whole_conversation_by_keyboard(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await page.keyboard.press("Tab")
    assert await focused(page) == "跳到输入框"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "text"
    await page.keyboard.type("占路")
    await page.keyboard.press("Enter")
    await page.get_by_text("挖掘道路怎么办").wait_for()
    assert await page.evaluate("document.activeElement.id") == "text"
    for _ in range(2):
        await page.keyboard.press("Shift+Tab")
    assert "挖掘道路怎么办" in await focused(page)
    await page.keyboard.press("Enter")
    await page.locator(".turn.bot").nth(2).wait_for()
    assert "挖掘道路怎么办" in await focused(page)
    await page.keyboard.press("Tab")
    assert await focused(page) == "有用"
    await page.keyboard.press("Space")
    await expect(page.locator(".turn.bot").last.get_by_text("谢谢，已记下")).to_be_visible()
    assert fake.feedback[0]["useful"] is True


async def test_a_chip_by_keyboard_leads_on_to_the_reply(open_page: OpenPage) -> None:
    page = await open_page()
    await tab_to(page, "路灯坏了找谁")
    await page.keyboard.press("Enter")
    await page.locator(".turn.bot").nth(1).wait_for()
    assert "路灯坏了找谁" in await focused(page)
    await page.keyboard.press("Tab")
    assert await focused(page) == "有用"


async def test_large_text_by_the_space_bar(open_page: OpenPage) -> None:
    page = await open_page()
    await tab_to(page, "大字")
    await page.keyboard.press("Space")
    await expect(page.locator("html.senior")).to_have_count(1)
    assert "大字" in await focused(page)


async def test_a_screen_reader_finds_names_and_hears_replies(open_page: OpenPage) -> None:
    page = await open_page()
    log = page.get_by_role("log", name="对话")
    await expect(log).to_have_attribute("aria-live", "polite")
    await say_and_wait(page, "多久")
    await expect(page.get_by_role("group", name="这个回答有用吗")).to_be_visible()
    await expect(log.get_by_role("heading", name="我")).to_have_count(1)
    await expect(log.get_by_role("heading", name="助手")).to_have_count(2)
    unnamed = (
        "[...document.querySelectorAll('button,a,textarea')].filter(e => !(e.textContent.trim() || e.labels?.length))"
    )
    assert await page.evaluate(f"{unnamed}.length") == 0


async def test_nothing_moves_for_those_who_asked_for_stillness(open_page: OpenPage) -> None:
    page = await open_page(reduced_motion="reduce")
    name = await page.locator("#typing i").evaluate("element => getComputedStyle(element).animationName")
    assert name == "none"
