"""`python -m bot evaluate FILE.jsonl [--server URL] [--json OUT]`."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp

from bot import wiring
from bot.cli.words import Failure, words
from bot.conversation.messages import Utterance
from bot.evaluation.cases import CasesError, read_cases
from bot.evaluation.report import table
from bot.evaluation.run import Outcome, over_http, run_cases
from bot.evaluation.score import score
from bot.reasons import reason
from bot.settings import Settings


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print the table, and the same as JSON."""
    try:
        cases = read_cases(Path(arguments.file))
    except CasesError as error:
        why = str(words()["case_reasons"][error.code]).format(value=error.value)
        raise Failure("cases", place=error.place, reason=why) from error
    outcomes = asyncio.run(_over_http(cases, arguments.server) if arguments.server else _here(cases, settings))
    report = score(outcomes)
    print(table(report))
    written = json.dumps(report, ensure_ascii=False, indent=1)
    if arguments.json:
        Path(arguments.json).write_text(written + "\n", "utf-8")
    else:
        print(written)
    return 0


async def _over_http(cases: list[Any], server: str) -> list[Outcome]:
    try:
        async with aiohttp.ClientSession() as client:
            return await run_cases(cases, over_http(client, server))
    except (aiohttp.ClientError, asyncio.TimeoutError, UnicodeError) as error:
        raise Failure("server", server=server, reason=reason(error)) from error


async def _here(cases: list[Any], settings: Settings) -> list[Outcome]:
    """In this process, on a database of its own: tickets of an evaluation are nobody's work."""
    with tempfile.TemporaryDirectory() as folder:
        apart = replace(settings, data_dir=Path(folder), database_url="")
        async with wiring.open_service(apart) as service:

            async def ask(session: str, text: str, page: str | None) -> Mapping[str, Any]:
                utterance = Utterance("evaluate", session, uuid.uuid4().hex, text, page)
                return (await service.conversation.handle(utterance)).to_dict()

            return await run_cases(cases, ask)
