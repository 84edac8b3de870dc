"""Markup and script from anywhere are shown as text; the page's policy lets nothing foreign run."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage, say_and_wait
from tests.browser.fake_conversation import HOSTILE, FakeConversation

pytestmark = IN_THE_BROWSER


async def nothing_ran(page: Page) -> None:
    assert await page.title() == "政务公开助手 · 晋安区城管局"
    assert await page.locator("#log img, #log script, body > img").count() == 0
    assert await page.locator("a[href^=javascript]").count() == 0


async def test_every_field_of_a_reply_is_shown_as_text(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "hostile")
    fake.post("staff_answer", HOSTILE, HOSTILE)
    await page.locator(".turn.staff").wait_for()
    await nothing_ran(page)
    assert (await page.locator("#log").inner_text()).count("<script>") >= 12
    await page.reload()
    await nothing_ran(page)


async def test_what_the_citizen_types_is_shown_as_text(open_page: OpenPage) -> None:
    page = await open_page()
    await say_and_wait(page, HOSTILE)
    await expect(page.locator(".mine .bubble")).to_have_text(HOSTILE)
    await nothing_ran(page)


@pytest.mark.parametrize("text", ["hostile", HOSTILE, "</textarea><script>document.title='owned'</script>"])
async def test_the_plain_form_shows_text_too(open_page: OpenPage, text: str) -> None:
    page = await open_page(java_script_enabled=False)
    await page.get_by_label("输入您的问题").fill(text)
    await page.get_by_role("button", name="发送").click()
    await page.locator("#exchange .turn.bot").wait_for()
    await nothing_ran(page)
    assert "<script>" in await page.locator("#exchange").inner_text()


async def test_the_address_cannot_put_words_on_the_page(open_page: OpenPage) -> None:
    page = await open_page("/chat?page=%22%3E%3Cscript%3Edocument.title%3D1%3C/script%3E&big=%22%3E")
    await nothing_ran(page)
    assert await page.locator("[name=page]").get_attribute("value") == ""


async def test_the_policy_forbids_inline_and_foreign_code(open_page: OpenPage) -> None:
    page = await open_page()
    response = await page.reload()
    assert response
    policy = response.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">')")
    await page.wait_for_timeout(200)
    assert await page.evaluate("window.ran") is None


async def test_a_spoilt_memory_starts_a_fresh_conversation(open_page: OpenPage) -> None:
    page = await open_page(script="localStorage.setItem('assistant.conversation', '{broken')")
    await say_and_wait(page, "多久")
    await expect(page.locator(".turn")).to_have_count(3)
