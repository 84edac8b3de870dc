"""What an import did, told in counts and ids, with what to do about each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.cli.words import say, words
from bot.library.importer import Outcome


def tell(outcomes: Iterable[Outcome]) -> None:
    """One line of counts, then one for each result that somebody should know of."""
    ids: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        ids[outcome.result].append(outcome.id)
    say("imported", unchanged=len(ids["unchanged"]), new=len(ids["new"]), updated=len(ids["updated"]))
    for result, sentence in words()["import_results"].items():
        if ids[result]:
            print(sentence.format(count=len(ids[result]), ids="、".join(ids[result])), flush=True)
