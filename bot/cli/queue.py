"""`python -m bot queue list | show N | answer N "…"`: staff's first, plain tool."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot import wiring
from bot.beijing import BEIJING
from bot.cli.words import Failure, field_labels, say, words
from bot.conversation.queue import AlreadyAnswered, BlankAnswer, NoSuchTicket, TicketQueue, Withdrawn, is_evaluation
from bot.conversation.tickets import QueuedTicket
from bot.settings import Settings

SUMMARY_LENGTH = 24


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """One of the three."""
    return asyncio.run(_run(settings, arguments))


async def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    async with wiring.open_store(settings) as database:
        queue, rules = wiring.ticket_queue(settings, database), wiring.ticket_rules(settings)
        try:
            if arguments.what == "list":
                _print_list(await queue.list(open_only=not arguments.all), rules.label)
            elif arguments.what == "show":
                _print_ticket(await queue.show(arguments.number), rules.label)
            else:
                await _answer(queue, arguments)
        except NoSuchTicket as error:
            raise Failure("no_ticket", number=arguments.number) from error
        except AlreadyAnswered as error:
            raise Failure("already", number=arguments.number) from error
        except Withdrawn as error:
            raise Failure("withdrawn", number=arguments.number) from error
        except BlankAnswer as error:
            raise Failure("blank") from error
    return 0


async def _answer(queue: TicketQueue, arguments: argparse.Namespace) -> None:
    ticket = await queue.answer(arguments.number, arguments.text)
    say("answered", number=ticket.number)


def _print_list(tickets: Sequence[QueuedTicket], label: Callable[[str], str]) -> None:
    if not tickets:
        say("queue_empty")
        return
    say("queue_heads")
    for ticket in tickets:
        print(_row(ticket, label))


def _row(ticket: QueuedTicket, label: Callable[[str], str]) -> str:
    cells = (
        ticket.number,
        label(ticket.kind),
        "evaluation" if is_evaluation(ticket) else ticket.state,
        _local(ticket.opened_at),
        _local(ticket.due),
        ticket.page or "-",
        _summary(ticket),
    )
    return "\t".join(cells)


def _summary(ticket: QueuedTicket) -> str:
    """The first field on one line; a key that does not fit is told here too."""
    first = " ".join(next(iter(ticket.fields.values()), "").split())
    short = first if len(first) <= SUMMARY_LENGTH else first[: SUMMARY_LENGTH - 1] + "…"
    locked = words()["locked"] if ticket.private is None else ""
    return " ".join(filter(None, (short, locked))) or "-"


def _print_ticket(ticket: QueuedTicket, label: Callable[[str], str]) -> None:
    say("queue_heads")
    print(_row(ticket, label))
    _print_fields("fields", ticket.fields)
    if ticket.private is None:
        say("locked_remedy", locked=words()["locked"])
    else:
        _print_fields("private", ticket.private)
    for line in ticket.transcript:
        print(f"{words()['who'][line.who]}  {line.text}")
    if ticket.answer:
        print(f"→ {_local(ticket.answered_at)}  {ticket.answer}")


def _print_fields(part: str, values: Mapping[str, str]) -> None:
    labels = field_labels()[part]
    for name, value in values.items():
        print(f"{labels.get(name, name)}：{value}")


def _local(moment: datetime | None) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" if moment else str(words()["due_unknown"])
