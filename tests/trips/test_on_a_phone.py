"""On a phone, in a real browser, with the real assistant behind the page."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage, say_and_wait
from tests.trips.conftest import Site

pytestmark = IN_THE_BROWSER
RATED = "SELECT useful FROM replies WHERE useful IS NOT NULL"


async def test_ask_pick_a_choice_take_a_suggestion_and_say_it_was_no_use(open_page: OpenPage, site: Site) -> None:
    page = await open_page()
    replies, mine = page.locator(".turn.bot"), page.locator(".turn.mine")
    await say_and_wait(page, "条例")
    choice = replies.last.locator(".choices button").nth(1)
    label = await choice.get_attribute("value")
    await choice.click()
    await expect(replies).to_have_count(3)
    await expect(mine.last).to_contain_text(label or "no label")
    await expect(replies.last.locator(".source").first).to_contain_text(label or "no label")
    await say_and_wait(page, "挖掘城市道路怎么办理")
    await replies.last.locator(".chip", has_text="多久能办好").click()
    await expect(replies).to_have_count(5)
    await expect(replies.last.locator(".text").first).to_contain_text("20个工作日")
    async with page.expect_response("**/api/v1/feedback"):
        await replies.last.get_by_role("button", name="没用").click()
    await expect(replies.last.get_by_text("谢谢，已记下")).to_be_visible()
    assert site.rows(RATED) == [(0,)]


async def test_staff_answer_appears_on_the_page_that_is_open(open_page: OpenPage, site: Site) -> None:
    page = await open_page()
    await say_and_wait(page, "帮我转人工")
    number = await page.locator(".ticket [data-slot=number]").inner_text()
    await site.staff("queue", "answer", number.strip(), "您好，请带身份证到窗口来。")
    await expect(page.locator(".turn.staff")).to_contain_text("请带身份证到窗口来", timeout=20_000)
