"""The service stops and starts again on the same data folder: the talk goes on where it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.assistant.train import model_path
from bot.settings import Settings
from tests.trips.conftest import Site

pytestmark = [pytest.mark.trips, pytest.mark.asyncio(loop_scope="session")]
SESSION = "before-and-after"


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Site]:
    """The service from start to end."""
    from bot import wiring

    model = model_path(settings.model_dir)  # as it is, even while somebody edits the training data
    async with (
        wiring.open_service(settings, model=model) as service,
        TestClient(TestServer(wiring.build_web(service))) as client,
    ):
        yield Site(client, settings)


async def test_context_replies_and_tickets_outlive_the_process(service_settings: Settings, tmp_path: Path) -> None:
    settings = replace(service_settings, data_dir=tmp_path)
    async with running(settings) as site:
        asked = await site.ask("砍树要办什么手续", SESSION, client_id="c1")
        person = await site.ask("转人工", SESSION, client_id="c2")
    async with running(settings) as site:
        assert await site.ask("砍树要办什么手续", SESSION, client_id="c1") == asked
        assert await site.ask("转人工", SESSION, client_id="c2") == person
        assert site.rows("SELECT number FROM tickets") == [(person["ticket"]["number"],)]
        further = await site.ask("砍树的事，收费吗", SESSION, client_id="c3")
        assert (further["entry"], further["facet"]) == ("guide.tree-felling", "fee")
        place = await site.ask("在哪办", SESSION, client_id="c4")
        assert (place["entry"], place["facet"]) == ("guide.tree-felling", "place")
        assert (await site.ask("再说一遍", SESSION, client_id="c5"))["messages"] == place["messages"]
