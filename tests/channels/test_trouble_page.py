"""What goes wrong outside the API is said on a page, in Chinese, with the way back."""

from __future__ import annotations

import pytest
from aiohttp import ClientResponse, web

from tests.channels.conftest import Door, OpenDoor, error_of

ENGLISH = ("Not Found", "Not Allowed", "Internal Server", "Error", "Traceback", "secret")


async def page_of(response: ClientResponse, status: int) -> str:
    text = await response.text()
    assert (response.status, response.content_type) == (status, "text/html")
    assert '<html lang="zh-CN"' in text and '<a class="chip" href="/">回到对话</a>' in text
    assert "/chat.css" in text and "晋安区城管局" in text and "tel:0591-12345" in text
    assert not [word for word in ENGLISH if word in text]
    assert response.headers["Cache-Control"] == "no-store"
    return text


@pytest.mark.parametrize("path", ["/nowhere", "/chat/x", "/static/v/none.js", "/favicon.ico", "/health/none", "/apis"])
async def test_an_address_that_is_not_there(door: Door, path: str) -> None:
    assert "没有这个页面" in await page_of(await door.client.get(path), 404)


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("PUT", "/chat"), ("DELETE", "/static/v/chat.css")])
async def test_a_method_that_does_not_fit(door: Door, method: str, path: str) -> None:
    response = await door.client.request(method, path)
    assert "这个页面不能这样打开" in await page_of(response, 405)
    assert "GET" in response.headers["Allow"]


async def test_the_style_sheet_it_names_is_there(door: Door) -> None:
    text = await page_of(await door.client.get("/nowhere"), 404)
    address = text.split('rel="stylesheet" href="')[1].split('"')[0]
    assert (await door.client.get(address)).content_type == "text/css"


async def test_a_failure_of_ours_tells_nothing_of_itself(
    open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> web.Response:
        raise RuntimeError("secret 350111")

    monkeypatch.setattr("bot.channels.web.page.ChatPage.show", fail)
    door = await open_door()
    assert "请过一会儿再试" in await page_of(await door.client.get("/"), 500)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["web.failed"]
    assert "350111" not in caplog.text


async def test_a_form_too_big(door: Door) -> None:
    await page_of(await door.client.post("/chat", data={"text": "字" * 200_000}), 413)


async def test_it_keeps_the_large_text(door: Door) -> None:
    response = await door.client.get("/nowhere", cookies={"big": "1"})
    assert '<html lang="zh-CN" class="senior">' in await page_of(response, 404)


async def test_the_api_keeps_its_shape(door: Door) -> None:
    await error_of(await door.client.get("/api/none"), 404, "not_found")
    await error_of(await door.client.put("/api/v1/messages"), 405, "method_not_allowed")
