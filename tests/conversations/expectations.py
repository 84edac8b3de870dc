"""What a reply must be: what every reply must be, and what a turn of a script asks of it.

Each look returns sentences that say what is wrong, so that one run shows everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.conversation.messages import Reply
from bot.library.citation import articles_cited
from tests.conversations.scripts import Turn

SOURCED = {"answer", "guide", "document"}
NULL_ENTRY = {"clarify", "documents", "handoff"}
NUMBER = re.compile(r"[A-Z]{1,4}\d{8}-\d{4,}")


def wrong(turn: Turn, reply: Reply, before: Reply | None) -> list[str]:
    """Everything that is wrong with the reply to a turn; `before` is the reply to the turn before."""
    looks = (
        _always(reply),
        _topic(turn, reply),
        _wording(turn, reply),
        _extras(turn, reply),
        _echo(turn, reply, before),
    )
    return [problem for look in looks for problem in look]


def _always(reply: Reply) -> Iterator[str]:
    texts = [message.text for message in reply.messages]
    if not texts or not all(text.strip() for text in texts):
        yield "an empty message"
    if any("[[ticket" in text or "{bureau" in text for text in texts):
        yield "a placeholder is left"
    if reply.kind in SOURCED and not reply.sources:
        yield f"{reply.kind} without a source"
    if reply.entry is None and reply.kind not in NULL_ENTRY:
        yield f"{reply.kind} without an entry"
    if (reply.kind == "clarify") != (len(reply.choices) in (2, 3)):
        yield f"{reply.kind} with {len(reply.choices)} choices"
    if any(choice.entry.startswith("chat.") for choice in reply.choices):
        yield f"small talk among the choices: {[choice.label for choice in reply.choices]}"
    if reply.ticket and reply.ticket.number not in "".join(texts):
        yield "the ticket's number is not told"


def _topic(turn: Turn, reply: Reply) -> Iterator[str]:
    for name in ("kind", "entry", "facet"):
        wanted, got = getattr(turn, name), getattr(reply, name)
        if wanted is not None and got not in (wanted if isinstance(wanted, list) else [wanted]):
            yield f"{name} is {got}, not {wanted}"


def _wording(turn: Turn, reply: Reply) -> Iterator[str]:
    first = reply.messages[0].text
    all_ = "\n".join([_text(reply), *(f"{source.title} {source.number}" for source in reply.sources)])
    yield from (f"the first message lacks {word}" for word in turn.words if not _has(first, word))
    yield from (f"nowhere {word}" for word in turn.somewhere if not _has(all_, word))
    yield from (f"says {word}" for word in turn.never if word in _text(reply))
    if turn.first_sentence and not _has(first.split("。")[0], turn.first_sentence):
        yield f"the first sentence lacks {turn.first_sentence}"


def _extras(turn: Turn, reply: Reply) -> Iterator[str]:
    cited = {no for source in reply.sources for no in articles_cited(source.article or "")}
    if turn.article and not cited.issuperset(articles_cited(turn.article)):
        yield f"{turn.article} is not cited, but {sorted(cited)}"
    if turn.sources is not None and turn.sources != bool(reply.sources):
        yield f"{len(reply.sources)} sources"
    if turn.ticket is not None and turn.ticket != bool(reply.ticket and NUMBER.fullmatch(reply.ticket.number)):
        yield f"the ticket is {reply.ticket}"
    if turn.choices is not None and len(reply.choices) < turn.choices:
        yield f"{len(reply.choices)} choices"
    if missing := set(turn.offers) - {choice.entry for choice in reply.choices}:
        yield f"not among the choices: {missing}"
    if turn.person is not None and turn.person != _brings_a_person(reply):
        yield f"a person is {'not ' if turn.person else ''}offered"
    if turn.suggests is not None and len(reply.suggestions) < turn.suggests:
        yield f"{len(reply.suggestions)} suggestions"


def _echo(turn: Turn, reply: Reply, before: Reply | None) -> Iterator[str]:
    if turn.picks is not None:
        choice = before.choices[turn.picks - 1] if before and len(before.choices) >= turn.picks else None
        if choice is None or reply.entry != choice.entry or choice.facet not in (None, reply.facet):
            yield f"{reply.entry} {reply.facet} instead of {choice}"
    if turn.repeats and (before is None or reply.messages[0] != before.messages[0]):
        yield "not the same words"


def _brings_a_person(reply: Reply) -> bool:
    return reply.kind == "handoff" or any(choice.entry == "hotline.human" for choice in reply.choices)


def _text(reply: Reply) -> str:
    return "\n".join(f"{message.title or ''} {message.text}" for message in reply.messages)


def _has(text: str, word: str) -> bool:
    return any(part in text for part in word.split("|"))
