"""A phone that is not sure sends again: one turn, one reply, one row in the queue."""

from __future__ import annotations

import asyncio

import pytest

from tests.trips.conftest import Site

pytestmark = [pytest.mark.trips, pytest.mark.asyncio(loop_scope="session")]
TICKETS = "SELECT number FROM tickets WHERE session = ?"
REPLIES = "SELECT count(*) FROM replies JOIN messages ON messages.id = replies.message WHERE session = ?"


async def test_sent_again_it_gets_the_same_reply(site: Site, session: str) -> None:
    first = await site.ask("转人工", session, client_id="c1")
    assert await site.ask("转人工", session, client_id="c1") == first
    assert site.rows(TICKETS, session) == [(first["ticket"]["number"],)]


async def test_sent_five_times_at_once_it_is_answered_once(site: Site, session: str) -> None:
    replies = await asyncio.gather(*(site.ask("给我接人工客服", session, client_id="c1") for _ in range(5)))
    assert all(reply == replies[0] for reply in replies)
    assert site.rows(TICKETS, session) == [(replies[0]["ticket"]["number"],)]
    assert site.rows(REPLIES, session) == [(1,)]


async def test_a_new_client_id_is_a_new_question(site: Site, session: str) -> None:
    one = await site.ask("几点上班", session, client_id="c1")
    other = await site.ask("几点上班", session, client_id="c2")
    assert one["message_id"] != other["message_id"]
    assert one["messages"] == other["messages"]
    assert site.rows(REPLIES, session) == [(2,)]
