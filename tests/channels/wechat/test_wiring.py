"""Which settings make an account, and that without one there is no door."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import pytest
from aiohttp import web

from bot import wiring
from bot.channels.wechat.routes import PATH
from bot.cli.wechat_simulate import MADE_UP, with_stand_in
from bot.settings import Settings


def test_not_configured_there_is_no_route_and_the_log_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    app = web.Application()
    with caplog.at_level(logging.INFO):
        wiring.add_wechat(app, SimpleNamespace(settings=Settings()))  # type: ignore[arg-type]
    assert [record.message for record in caplog.records] == ["wechat.not_configured"]
    assert PATH not in [resource.canonical for resource in app.router.resources()]


@pytest.mark.parametrize("missing", ["wechat_app_id", "wechat_app_secret", "wechat_token"])
def test_half_an_account_is_none(missing: str) -> None:
    assert wiring.wechat_account(Settings(**(MADE_UP | {missing: ""}))) is None


def test_secrets_are_not_printed() -> None:
    account = wiring.wechat_account(Settings(**MADE_UP))
    assert account is not None and account.token not in repr(account).replace(account.app_id, "")


def test_trying_out_stays_on_this_machine() -> None:
    settings = with_stand_in(Settings(host="0.0.0.0"), 8081)
    assert (settings.host, settings.wechat_api_url) == ("127.0.0.1", "http://127.0.0.1:8081")
    assert wiring.wechat_account(settings) is not None
