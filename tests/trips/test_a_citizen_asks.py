"""A question goes in at the door and comes back as an answer with its source, in the shape of the contract."""

from __future__ import annotations

import asyncio

import pytest

from tests.trips.conftest import Site

pytestmark = [pytest.mark.trips, pytest.mark.asyncio(loop_scope="session")]
FIELDS = {
    "session", "message_id", "kind", "entry", "facet", "confidence", "messages", "sources", "suggestions", "choices",
    "form", "ticket",
}  # fmt: skip


async def test_an_answer_names_the_act_its_number_and_the_article(site: Site, session: str) -> None:
    reply = await site.ask("申请公开要不要钱", session)
    assert set(reply) == FIELDS
    assert (reply["kind"], reply["entry"], reply["session"]) == ("answer", "apply.fee", session)
    source = reply["sources"][0]
    assert source["id"] == "doc.foi-regulation"
    assert "711" in source["number"]
    assert (source["article"], source["status"]) == ("第四十二条", "现行")


async def test_the_page_a_citizen_is_on_is_what_they_mean(site: Site, session: str) -> None:
    reply = await site.ask("什么时候生效的", session, page="doc.road")
    assert (reply["kind"], reply["entry"]) == ("document", "doc.road")
    unknown = await site.ask("什么时候生效的", f"{session}-elsewhere", page="doc.nowhere")
    assert unknown["entry"] != "doc.road"


async def test_the_site_says_it_is_ready_and_serves_the_page(site: Site) -> None:
    for path in ("/health/live", "/health/ready", "/", "/chat?page=doc.road"):
        async with site.client.get(path) as response:
            assert response.status == 200, path


async def test_two_citizens_at_once_get_their_own_answers(site: Site, session: str) -> None:
    guides = {"挖掘城市道路怎么办理": "guide.dig-road", "砍树要办什么手续": "guide.tree-felling"}
    asked = [site.ask(text, f"{session}-{entry}") for text, entry in guides.items()]
    assert [reply["entry"] for reply in await asyncio.gather(*asked)] == list(guides.values())
    again = [site.ask("收费吗", f"{session}-{entry}") for entry in guides.values()]
    assert [reply["entry"] for reply in await asyncio.gather(*again)] == list(guides.values())
