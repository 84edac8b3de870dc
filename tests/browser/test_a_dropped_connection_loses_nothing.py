"""Offline, half-delivered, too many, too slow: each message is answered once."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.driving import IN_THE_BROWSER, OpenPage, say, say_and_wait
from tests.browser.fake_conversation import ANSWER, FakeConversation

pytestmark = IN_THE_BROWSER

BLOCKED_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new DOMException("blocked", "SecurityError"); }});
"""
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


async def test_a_message_written_offline_is_sent_once_when_online_again(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    page = await open_page()
    await page.context.set_offline(True)
    await say(page, "第一句")
    await say(page, "第二句")
    await expect(page.get_by_text("未送达 · 重试")).to_have_count(2)
    await expect(page.locator("#offline")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.locator(".turn.bot")).to_have_count(3)
    await expect(page.locator("#offline")).to_be_hidden()
    assert [asked["text"] for asked in fake.asked] == ["第一句", "第二句"]
    words = await page.locator(".turn .bubble").all_inner_texts()
    assert [line.split("\n")[0] for line in words[1:]] == ["第一句", "您说的是：第一句", "第二句", "您说的是：第二句"]


async def test_a_message_unsent_when_the_page_closed_goes_out_at_the_next_visit(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    page = await open_page()
    await page.context.set_offline(True)
    await say(page, "还没送达")
    await expect(page.get_by_text("未送达 · 重试")).to_be_visible()
    address = page.url
    await page.close()
    await page.context.set_offline(False)
    again = await page.context.new_page()
    await again.goto(address)
    await expect(again.locator(".turn.bot")).to_have_count(2)
    # The page being closed may still send it too when the line comes back: under the same id, so it is one turn.
    assert {(asked["text"], asked["client_id"]) for asked in fake.asked} == {("还没送达", fake.asked[0]["client_id"])}
    assert len(fake.turns) == 1


async def test_an_answer_lost_on_the_way_is_asked_for_again_under_the_same_id(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    fake.drop = 2
    page = await open_page()
    await say_and_wait(page, "多久")
    assert len(fake.asked) == 3
    assert len(fake.turns) == 1
    await expect(page.locator(".turn")).to_have_count(3)


async def test_a_busy_server_is_asked_again_after_the_time_it_named(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    fake.statuses = [(429, "1"), (503, "1")]
    page = await open_page()
    await say(page, "多久")
    await expect(page.get_by_text("现在人多，稍后自动发送")).to_be_visible()
    await page.locator(".turn.bot").nth(1).wait_for()
    await expect(page.get_by_text("现在人多，稍后自动发送")).to_be_hidden()
    assert len({asked["client_id"] for asked in fake.asked}) == 1
    assert len(fake.asked) == 3


async def test_a_refused_message_says_why_and_comes_back_to_be_changed(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    fake.statuses = [(400, "")]
    page = await open_page()
    await say(page, "太长的话")
    await expect(page.get_by_text("文字太长。 请分成几句来问。")).to_be_visible()
    await expect(page.get_by_label("输入您的问题")).to_have_value("太长的话")
    assert len(fake.asked) == 1


async def test_a_staff_answer_reaches_the_open_page(open_page: OpenPage, fake: FakeConversation) -> None:
    page = await open_page()
    await say_and_wait(page, "人工")
    fake.post("staff_answer", "已派人去看，明天修好。", "JA20261124-0007")
    await expect(page.locator(".turn.staff")).to_contain_text("工作人员答复 JA20261124-0007")
    await expect(page.locator(".turn.staff")).to_contain_text("明天修好")
    await page.reload()
    await expect(page.locator(".turn.staff")).to_have_count(1)


async def test_a_staff_answer_given_while_away_is_there_at_the_next_visit(
    open_page: OpenPage, fake: FakeConversation
) -> None:
    fake.events_broken = True
    page = await open_page()
    await say_and_wait(page, "人工")
    fake.post("staff_answer", "已经修好。", "JA20261124-0007")
    await page.reload()
    await expect(page.locator(".turn.staff")).to_contain_text("已经修好")


async def test_a_slow_reply_arrives_later_and_only_once(open_page: OpenPage, fake: FakeConversation) -> None:
    fake.slow = True
    page = await open_page()
    await say(page, "多久")
    await expect(page.get_by_text("已收到，答复会显示在这里")).to_be_visible()
    await page.wait_for_timeout(2500)  # longer than the Retry-After it was told
    await expect(page.get_by_text("现在人多，稍后自动发送")).to_be_hidden()
    assert len(fake.asked) == 1
    fake.post("reply", "", reply=ANSWER, message_id=f"m-{fake.asked[0]['client_id']}")
    await expect(page.locator(".turn.bot").nth(1)).to_contain_text("20 个工作日")
    await expect(page.get_by_text("已收到，答复会显示在这里")).to_be_hidden()
    await page.reload()
    await expect(page.locator(".turn.bot")).to_have_count(2)


async def test_a_late_reply_does_not_hold_up_the_next_question(open_page: OpenPage, fake: FakeConversation) -> None:
    fake.slow = True
    page = await open_page()
    await say(page, "多久")
    await expect(page.get_by_text("已收到，答复会显示在这里")).to_be_visible()
    fake.slow = False
    await say_and_wait(page, "占路")
    fake.post("reply", "", reply=ANSWER, message_id=f"m-{fake.asked[0]['client_id']}")
    await expect(page.locator(".turn.bot").nth(1)).to_contain_text("20 个工作日")
    await expect(page.locator(".turn.bot").nth(2)).to_contain_text("哪一件事")


async def test_a_page_that_gets_no_stream_does_not_press_for_one(open_page: OpenPage, fake: FakeConversation) -> None:
    fake.events_refused = True
    page = await open_page()
    for text in ("多久", "占路", "人工"):
        await say_and_wait(page, text)
        await page.wait_for_timeout(800)
    assert fake.events_asked == 1
    fake.post("staff_answer", "已经修好。", "JA20261124-0007")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator(".turn.staff")).to_contain_text("已经修好")
    assert fake.events_asked == 1


async def test_it_talks_where_storage_is_blocked_or_full(open_page: OpenPage, fake: FakeConversation) -> None:
    for script in (BLOCKED_STORAGE, FULL_STORAGE):
        page = await open_page(script=script)
        await say_and_wait(page, "多久")
        await say_and_wait(page, "占路")
        await expect(page.locator(".turn")).to_have_count(5)
    assert len({asked["session"] for asked in fake.asked}) == 2
