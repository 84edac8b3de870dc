"""A citizen asks, picks, rates and comes back."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage, say, say_and_wait
from tests.browser.fake_conversation import ANSWER, FakeConversation

pytestmark = IN_THE_BROWSER


async def test_the_first_page_greets_with_four_examples_and_the_hotline(open_page: OpenPage) -> None:
    page = await open_page()
    await expect(page.locator(".greeting .chip")).to_have_count(4)
    await expect(page.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    assert await page.title() == "政务公开助手 · 晋安区城管局"


async def test_an_answer_shows_its_sources_and_what_to_ask_next(open_page: OpenPage) -> None:
    page = await open_page()
    await say_and_wait(page, "申请后多久答复")
    reply = page.locator(".turn.bot").last
    await expect(reply.locator(".text")).to_contain_text("20 个工作日")
    first = reply.locator(".source").first
    for words in ("中华人民共和国政府信息公开条例", "第三十三条", "国令第711号", "2019-04-03", "现行"):
        await expect(first).to_contain_text(words)
    assert await first.get_attribute("href") == ANSWER.sources[0].url
    assert await reply.locator(".source").nth(1).get_attribute("href") is None
    await expect(reply.locator(".chip")).to_have_text(ANSWER.suggestions)
    await expect(page.locator(".greeting .chips")).to_be_hidden()


async def test_a_chip_asks_its_own_words(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await page.get_by_role("button", name="路灯坏了找谁").click()
    await page.locator(".turn.bot").nth(1).wait_for()
    assert [asked["text"] for asked in fake.asked] == ["路灯坏了找谁"]


async def test_a_choice_is_picked_by_touch_or_by_its_number(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "占路")
    await say_and_wait(page, "２")
    await say_and_wait(page, "占路")
    await page.locator(".turn.bot").last.get_by_role("button", name="反映有人占道经营").click()
    await page.locator(".turn.bot").nth(4).wait_for()
    await say_and_wait(page, "1")
    asked = [asked["text"] for asked in fake.asked]
    assert asked == ["占路", "挖掘道路怎么办", "占路", "反映有人占道经营", "1"]


async def test_the_page_a_citizen_is_on_is_shown_and_sent(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page("/chat?page=doc.road")
    await expect(page.locator(".context")).to_have_text("正在看：城市道路管理条例")
    await say_and_wait(page, "什么时候生效")
    unknown = await open_page("/chat?page=doc.nowhere")
    await expect(unknown.locator(".context")).to_have_count(0)
    await say_and_wait(unknown, "什么时候生效")
    assert [asked.get("page") for asked in fake.asked] == ["doc.road", None]


async def test_a_ticket_shows_its_number_and_when_it_is_due(open_page: OpenPage) -> None:
    page = await open_page(timezone_id="America/New_York")
    await say_and_wait(page, "我要人工")
    await expect(page.locator(".ticket")).to_contain_text("JA20261124-0007")
    await expect(page.locator(".ticket")).to_contain_text("11月30日 17:30 前")
    await expect(page.get_by_role("button", name="有用")).to_have_count(0)


async def test_an_answer_is_rated_once_pressed_and_stays_so(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "多久")
    await page.get_by_role("button", name="没用").click()
    await expect(page.get_by_text("谢谢，已记下")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="没用")).to_have_attribute("aria-pressed", "true")
    sent = fake.asked[0]
    expected = {"session": sent["session"], "message_id": f"m-{sent['client_id']}", "useful": False}
    assert fake.feedback == [expected]


async def test_a_reload_keeps_the_conversation_and_the_session(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "多久")
    before = await page.locator("#log").inner_text()
    await page.reload()
    assert await page.locator("#log").inner_text() == before
    await say_and_wait(page, "再问一句")
    assert len({asked["session"] for asked in fake.asked}) == 1
    assert len(fake.asked) == 2


async def test_clearing_forgets_the_words_and_the_session(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "多久")
    page.once("dialog", lambda dialog: dialog.accept())
    await page.get_by_role("button", name="清空").click()
    await expect(page.locator(".turn")).to_have_count(1)
    assert "多久" not in await page.evaluate("JSON.stringify(localStorage)")
    await say_and_wait(page, "多久")
    assert len({asked["session"] for asked in fake.asked}) == 2


async def test_another_tab_shows_the_same_conversation(open_page: OpenPage) -> None:
    page = await open_page()
    other = await page.context.new_page()
    await other.goto(page.url)
    await say_and_wait(page, "多久")
    await expect(other.locator(".turn")).to_have_count(3)


async def test_enter_while_composing_pinyin_does_not_send(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    box = page.get_by_label("输入您的问题")
    await box.fill("路灯")
    await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await say(page, "  ")
    assert fake.asked == []
