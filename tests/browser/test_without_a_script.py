"""Phones that run no scripts ask through the plain form."""

from __future__ import annotations

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage
from tests.browser.fake_conversation import ANSWER, FakeConversation

pytestmark = IN_THE_BROWSER


async def ask(page: Page, text: str) -> None:
    await page.get_by_label("输入您的问题").fill(text)
    await page.get_by_role("button", name="发送").click()


async def test_a_question_and_a_chip_are_answered(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page("/chat?page=doc.road", java_script_enabled=False)
    await ask(page, "多久")
    reply = page.locator("#exchange .turn.bot")
    await expect(reply).to_contain_text("20 个工作日")
    await expect(reply.locator(".source").first).to_have_attribute("href", str(ANSWER.sources[0].url))
    await expect(page.locator(".context")).to_have_text("正在看：城市道路管理条例")
    session = await page.locator("[name=session]").get_attribute("value")
    await reply.get_by_role("button", name="申请公开要收费吗").click()
    await expect(page.locator("#exchange .mine .bubble")).to_have_text("申请公开要收费吗")
    assert await page.locator("[name=session]").get_attribute("value") == session
    assert len(fake.turns) == 2


async def test_reloading_the_answer_asks_nothing_new_but_going_back_does(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    page = await open_page(java_script_enabled=False)
    await ask(page, "多久")
    await expect(page.locator("#exchange .turn.bot")).to_be_visible()  # a reload while the form is sent is refused
    await page.reload()
    assert len(fake.turns) == 1
    await page.go_back()
    await ask(page, "占路")
    await expect(page.locator("#exchange .choices li")).to_have_count(3)
    assert list(fake.turns.values()) == ["多久", "占路"]


async def test_empty_long_slow_and_broken_are_said_in_words(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page(java_script_enabled=False)
    for text, words in (("", "请先写下"), ("长" * 2001, "太长了"), ("break", "有点忙")):
        await ask(page, text)
        await expect(page.get_by_role("alert")).to_contain_text(words)
        await expect(page.get_by_label("输入您的问题")).to_have_value(text)
        assert "secret" not in await page.content()
    fake.slow = True
    await ask(page, "多久")
    await expect(page.get_by_role("alert")).to_contain_text("已经收到")
    fake.slow = False
    await page.get_by_role("button", name="发送").click()
    await expect(page.locator("#exchange .turn.bot")).to_contain_text("20 个工作日")
    assert list(fake.turns.values()) == ["break", "多久"]


async def test_large_text_is_a_link(open_page: OpenPage) -> None:
    page = await open_page("/chat?page=doc.road", java_script_enabled=False)
    await page.get_by_role("link", name="大字").click()
    await expect(page.locator("html.senior .context")).to_have_count(1)
    await page.goto(page.url.split("/chat")[0])
    await expect(page.locator("html.senior")).to_have_count(1)


async def test_a_form_sent_before_the_script_was_there_joins_the_conversation(open_page: OpenPage) -> None:
    page = await open_page(script="addEventListener('submit', (event) => event.stopImmediatePropagation(), true);")
    await page.get_by_label("输入您的问题").fill("多久")
    await page.get_by_role("button", name="发送").click()
    await page.wait_for_url("**/chat")
    await expect(page.locator("#log > .turn")).to_have_count(3)
    await page.reload()
    await expect(page.locator("#log > .turn")).to_have_count(3)
    await expect(page.locator("#exchange")).to_have_count(0)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=a"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/json", b'{"text": "a"}'),
    ],
)
async def test_a_body_that_is_no_form_gets_the_page_again(server: TestServer, content_type: str, body: bytes) -> None:
    async with ClientSession() as client:
        response = await client.post(server.make_url("/chat"), data=body, headers={"Content-Type": content_type})
        assert response.status == 200
        assert "请先写下您的问题" in await response.text()
