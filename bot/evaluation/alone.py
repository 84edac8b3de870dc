"""Judges understanding alone: the likeliest topic of each question, without dialogue, search or knowledge.

Quick enough for every training: the questions go through the pipeline in one batch.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.cases import Turn
from bot.evaluation.noise import Count

# The likeliest topic id and its probability; None when nothing was understood.
Top = tuple[str, float] | None


def counts(turns: Sequence[Turn], tops: Sequence[Top], sure: float) -> dict[str, Count]:
    """`answered_right`: named, from `sure` on. `not_wrong`: nothing else was named so surely."""
    named = [top[0] if top and top[1] >= sure else None for top in tops]
    right = sum(name in {turn.entry, *turn.also} for turn, name in zip(turns, named))
    wrong = sum(name is not None for name in named) - right
    return {"answered_right": Count(right, len(turns)), "not_wrong": Count(len(turns) - wrong, len(turns))}
