"""One headless Chromium for the run; a fresh fake conversation, server and profile for each test.

Playwright lives in the session's event loop, so each test file is marked `IN_THE_BROWSER`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, Request, async_playwright

from tests.browser.driving import PHONE, OpenPage
from tests.browser.fake_conversation import FakeConversation, build_app

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no browser at {CHROMIUM}")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
def fake() -> FakeConversation:
    return FakeConversation()


@pytest_asyncio.fixture(loop_scope="session")
async def server(fake: FakeConversation) -> AsyncIterator[TestServer]:
    server = TestServer(build_app(fake))
    await server.start_server(shutdown_timeout=0.1)
    yield server
    await server.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, server: TestServer) -> AsyncIterator[OpenPage]:
    """`await open_page("/chat?page=doc.road", viewport=…, color_scheme="dark", senior=True)`.

    The page may ask this server only, and may not fail: `page.mishaps` must be empty at the end.
    """
    contexts, mishaps = [], []

    def watch(request: Request) -> None:
        if not request.url.startswith(str(server.make_url("/"))):
            mishaps.append(f"external request: {request.url}")

    async def open_one(path: str = "/", *, senior: bool = False, script: str = "", **options: Any) -> Page:
        context = await browser.new_context(locale="zh-CN", **{"viewport": PHONE, "has_touch": True} | options)
        contexts.append(context)
        if senior:
            await context.add_cookies([{"name": "big", "value": "1", "url": str(server.make_url("/"))}])
        if script:
            await context.add_init_script(script)
        page = await context.new_page()
        page.set_default_timeout(8000)
        page.on("request", watch)
        page.on("pageerror", lambda error: mishaps.append(f"script error: {error}"))
        await page.goto(str(server.make_url(path)))
        return page

    yield open_one
    for context in contexts:
        await context.close()
    assert mishaps == []
