"""Evaluating a running server: it waits when refused, and says who it is talking as."""

from __future__ import annotations

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.evaluation.cases import Case, Turn
from bot.evaluation.run import over_http, run_cases


async def test_a_busy_server_is_asked_again_and_a_dialogue_keeps_its_session() -> None:
    seen: list[dict[str, str]] = []
    refusals = iter([429, 503])

    async def answer(request: web.Request) -> web.Response:
        if status := next(refusals, None):
            return web.json_response({"error": {}}, status=status, headers={"Retry-After": "0"})
        seen.append(await request.json())
        return web.json_response({"kind": "answer", "entry": "apply.fee"})

    app = web.Application()
    app.router.add_post("/api/v1/messages", answer)
    cases = [
        Case((Turn("一", "apply.fee", (), (), ""), Turn("二", "apply.fee", (), (), "")), "doc.road"),
        Case((Turn("三", "apply.fee", (), (), ""),)),
    ]
    async with TestServer(app) as server, aiohttp.ClientSession() as client:
        outcomes = await run_cases(cases, over_http(client, str(server.make_url("/"))))
    assert [outcome.reply["entry"] for outcome in outcomes] == ["apply.fee"] * 3
    assert [body["text"] for body in seen] == ["一", "二", "三"]
    assert seen[0]["session"] == seen[1]["session"] != seen[2]["session"]
    assert all(body["session"].startswith("evaluation-") for body in seen), "its tickets stay out of staff's list"
    assert [body["page"] for body in seen] == ["doc.road", "doc.road", None]
    assert len({body["client_id"] for body in seen}) == 3
