"""`python -m bot qr --all --out DIR` and `python -m bot qr ID… --out DIR`."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot import wiring
from bot.channels.web.documents import qr
from bot.channels.web.documents.address import link
from bot.channels.web.documents.sheet import sheet
from bot.cli.words import Failure, say
from bot.library.entry import Entry
from bot.library.library import PAGED, Library
from bot.settings import Settings

SHEET = "qr.pdf"


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """The sheet to print, and each code as a picture; asks for the address first, since print cannot be mended."""
    if not settings.public_url:
        raise Failure("no_public_url")
    entries = _chosen(asyncio.run(wiring.stored_library(settings)), arguments.ids, all_=arguments.all)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    links = [link(settings.public_url, entry) for entry in entries]
    for entry, address in zip(entries, links):
        (out / f"{entry.id}.png").write_bytes(qr.png(address))
    (out / SHEET).write_bytes(sheet(zip([entry.title for entry in entries], links)))
    say("qr_written", count=len(entries), sheet=out / SHEET)
    return 0


def _chosen(library: Library, ids: list[str], *, all_: bool) -> list[Entry]:
    """Named ones in the order named; all of them are the documents, guides and questions, in this order."""
    paged = {entry.id: entry for entry in library.entries() if entry.kind in PAGED}
    if all_:
        return sorted(paged.values(), key=lambda entry: (("document", "guide", "faq").index(entry.kind), entry.id))
    if not ids:
        raise Failure("no_qr_ids")
    if unknown := [id_ for id_ in ids if id_ not in paged]:
        raise Failure("no_page", ids="、".join(unknown))
    return [paged[id_] for id_ in ids]
