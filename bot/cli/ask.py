"""`python -m bot ask "…"`."""

from __future__ import annotations

import argparse
import asyncio
import json
import uuid

from bot import wiring
from bot.cli.words import Failure, words
from bot.conversation.messages import Reply, Source, Utterance
from bot.conversation.text import clean
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """One question in a session of its own, as long as a citizen's may be; nothing goes into the hotline queue."""
    text = clean(arguments.text)
    if len(text) > settings.max_text_length:
        raise Failure("long", limit=settings.max_text_length)
    return asyncio.run(_ask(settings, arguments, text))


async def _ask(settings: Settings, arguments: argparse.Namespace, text: str) -> int:
    async with wiring.open_service(settings) as service:
        session = uuid.uuid4().hex
        utterance = Utterance("ask", session, session, text, arguments.page)
        print_reply(await service.assistant.respond(utterance, explain=arguments.explain))
    return 0


def print_reply(reply: Reply) -> None:
    """Texts, then sources, then what to ask next, then why."""
    for message in reply.messages:
        if "[[ticket." not in message.text:  # no ticket is opened here, so there is no number to tell
            print(": ".join(part for part in (message.title, message.text) if part))
    if reply.sources:
        print(words()["sources"])
        for source in reply.sources:
            print(f"  {source_line(source)}")
    if reply.suggestions:
        print(words()["more"], " / ".join(reply.suggestions))
    print(f"[{reply.kind} {reply.entry or '-'} {reply.facet or ''} {reply.confidence or ''}]")
    if reply.explain:
        print(json.dumps(reply.explain, ensure_ascii=False, indent=1))


def source_line(source: Source) -> str:
    """《title》article（number，date，status）"""
    particulars = "，".join(part for part in (source.number, source.issued_on, source.status) if part)
    return f"《{source.title}》{source.article or ''}" + (f"（{particulars}）" if particulars else "")
