"""What the browser tests do by hand again and again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
OpenPage = Callable[..., Awaitable[Page]]
IN_THE_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def say(page: Page, text: str) -> None:
    """Type and press Enter."""
    await page.get_by_label("输入您的问题").fill(text)
    await page.keyboard.press("Enter")


async def say_and_wait(page: Page, text: str) -> None:
    """…and wait for one more reply."""
    count = await page.locator(".turn.bot").count()
    await say(page, text)
    await page.locator(".turn.bot").nth(count).wait_for()
