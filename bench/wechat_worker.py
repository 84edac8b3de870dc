"""The process under load: `python -m bench.wechat_worker PORT API_URL FOLDER [MODEL]`; without a model it echoes.

The echo takes as many seconds as the text says after the last "~".
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot import logs, wiring
from bot.app import build_app, build_runner
from bot.assistant.quiet import quieten
from bot.channels.wechat.account import Account
from bot.channels.wechat.routes import PATH, add_wechat_routes
from bot.cli.serve import SWITCH_SECONDS
from bot.cli.wechat_simulate import MADE_UP
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Message, Reply, Utterance
from bot.settings import Settings
from bot.store.deliveries import DeliveryRepository
from bot.store.repositories import conversation_stores


class Echo:
    """Says what it hears."""

    async def respond(self, utterance: Utterance, *, explain: bool = False, seen: bool = False) -> Reply:
        await asyncio.sleep(float(utterance.text.rpartition("~")[2] or 0))
        return Reply("chat", messages=[Message("text", utterance.text)])

    def is_ready(self) -> bool:
        return True

    async def is_awake(self) -> bool:
        return True


@dataclass
class Options:
    """What the web door needs; nothing is limited."""

    rate_limit_per_minute: int = 0
    max_streams_per_session: int = 0
    max_streams_per_address: int = 0
    max_text_length: int = 2000
    explain: bool = False
    trusted_proxies: tuple[str, ...] = ()


def account(api_url: str) -> Account:
    """The made-up one."""
    made_up = (MADE_UP[f"wechat_{name}"] for name in ("app_id", "app_secret", "token", "aes_key"))
    return Account(*made_up, api_url=api_url)


@asynccontextmanager
async def echoing(settings: Settings) -> AsyncIterator[web.Application]:
    async with wiring.open_store(settings) as database:
        conversation = Conversation(
            Echo(),
            conversation_stores(database, wiring.cipher(settings)),
            wiring.ticket_rules(settings),
            wiring.words(),
        )
        app = build_app(Options(), conversation, Echo(), signed=(PATH,))
        deliveries = DeliveryRepository(database)
        add_wechat_routes(app, account(settings.wechat_api_url), conversation, deliveries, lambda id_: None, 2000)
        yield app


@asynccontextmanager
async def thinking(settings: Settings, model: Path) -> AsyncIterator[web.Application]:
    async with wiring.open_service(settings, model=model) as service:
        yield wiring.build_web(service)


async def main(port: int, api_url: str, folder: Path, model: str | None) -> None:
    settings = Settings(data_dir=folder, wechat_api_url=api_url, port=port, **MADE_UP)  # type: ignore[arg-type]
    async with thinking(settings, Path(model)) if model else echoing(settings) as app:
        runner = build_runner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    logs.set_up("error")
    quieten()
    sys.setswitchinterval(SWITCH_SECONDS)  # as `python -m bot serve` does
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), *(sys.argv[4:] or [None])))
