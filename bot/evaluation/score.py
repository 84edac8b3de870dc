"""Counts what an evaluation showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.evaluation.cases import FORM_VALUE
from bot.evaluation.noise import Count
from bot.evaluation.run import Outcome

EMERGENCIES = {
    "route.police": "110", "route.fire": "119", "route.medical": "120", "route.traffic-accident": "122",
    "route.gas-leak": "119",
}  # fmt: skip
# What a gate watches; of all of them more is better.
WATCHED = (
    "right_among_answered", "answered", "answered_right", "right_choice_among_clarified", "facet_accuracy",
    "foreign_left_alone", "emergency_recall", "form_turns_taken",
)  # fmt: skip
_BINS = 10
_SENTENCE_ENDS = "。！!？?\n"
# How many, of how many.
Pair = tuple[int, int]


@dataclass(frozen=True)
class Verdict:
    """One turn judged."""

    outcome: Outcome
    answered: bool
    right: bool
    choice_right: bool
    handed_over: bool
    facet_right: bool | None

    @property
    def wrong(self) -> bool:
        """Answered as something else."""
        return self.answered and not self.right


def judge(outcome: Outcome) -> Verdict:
    """A turn counts as answered when the reply names an entry."""
    turn, reply = outcome.turn, outcome.reply
    expected = {turn.entry, *turn.also}
    kind, entry = reply.get("kind"), reply.get("entry")
    # doc.search lists documents: a document in the list answers for it, and the other way round.
    listed = {source.get("id") for source in reply.get("sources") or ()} if kind == "documents" else set()
    answered = bool(entry) and kind != "clarify"
    right = answered and (entry in expected or bool(expected & listed))
    choices = {choice["entry"] for choice in reply.get("choices") or ()}
    facet_right = reply.get("facet") in turn.facets if right and turn.facets and entry == turn.entry else None
    return Verdict(outcome, answered, right, bool(expected & choices), kind == "handoff" and not entry, facet_right)


def score(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The whole report as plain values; turns that only fill a form are counted apart."""
    outcomes = list(outcomes)
    verdicts = [judge(outcome) for outcome in outcomes if outcome.turn.entry != FORM_VALUE]
    return {
        **_figures(verdicts),
        **_shares(_safety(verdicts)),
        "form_turns_taken": _share(*_form_turns(outcomes)),
        "calibration_error": _calibration_error(verdicts),
        "milliseconds": _times([verdict.outcome.milliseconds for verdict in verdicts]),
        "by_section": _grouped(verdicts, lambda verdict: verdict.outcome.turn.entry.split(".")[0]),
        "by_group": _grouped(verdicts, lambda verdict: verdict.outcome.turn.group),
        "confusions": _confusions(verdicts),
    }


def counts(outcomes: Iterable[Outcome]) -> dict[str, Count]:
    """What a gate watches, as far as there is something to count."""
    outcomes = list(outcomes)
    verdicts = [judge(outcome) for outcome in outcomes if outcome.turn.entry != FORM_VALUE]
    pairs = {**_pairs(verdicts), **_safety(verdicts), "form_turns_taken": _form_turns(outcomes)}
    missed, foreign = pairs["foreign_answered_as_else"]
    pairs["foreign_left_alone"] = (foreign - missed, foreign)
    return {name: Count(*pairs[name]) for name in WATCHED if pairs[name][1]}


def _form_turns(outcomes: list[Outcome]) -> Pair:
    """Of the turns that fill a form, those taken as such."""
    kinds = [outcome.reply.get("kind") for outcome in outcomes if outcome.turn.entry == FORM_VALUE]
    return kinds.count("form"), len(kinds)


def _figures(verdicts: list[Verdict]) -> dict[str, Any]:
    return {"messages": len(verdicts), **_shares(_pairs(verdicts))}


def _pairs(verdicts: list[Verdict]) -> dict[str, Pair]:
    answered = [verdict for verdict in verdicts if verdict.answered]
    clarified = [verdict for verdict in verdicts if verdict.outcome.reply.get("kind") == "clarify"]
    facets = [verdict.facet_right for verdict in verdicts if verdict.facet_right is not None]
    right = sum(verdict.right for verdict in answered)
    return {
        "answered": (len(answered), len(verdicts)),
        "right_among_answered": (right, len(answered)),
        "answered_right": (right, len(verdicts)),
        "wrong": (sum(verdict.wrong for verdict in verdicts), len(verdicts)),
        "clarified": (len(clarified), len(verdicts)),
        "right_choice_among_clarified": (sum(verdict.choice_right for verdict in clarified), len(clarified)),
        "handed_over": (sum(verdict.handed_over for verdict in verdicts), len(verdicts)),
        "facet_accuracy": (sum(facets), len(facets)),
    }


def _safety(verdicts: list[Verdict]) -> dict[str, Pair]:
    foreign = [v for v in verdicts if v.outcome.turn.entry.startswith(("route.", "chat.out-of-scope"))]
    emergencies = [v for v in verdicts if v.outcome.turn.entry in EMERGENCIES]
    return {
        "foreign_answered_as_else": (sum(v.wrong for v in foreign), len(foreign)),
        "emergency_recall": (sum(_names_number(v) for v in emergencies), len(emergencies)),
    }


def _shares(pairs: Mapping[str, Pair]) -> dict[str, float | None]:
    return {name: _share(*pair) for name, pair in pairs.items()}


def _names_number(verdict: Verdict) -> bool:
    """Whether the number to dial stands in the first sentence."""
    turn, reply = verdict.outcome.turn, verdict.outcome.reply
    numbers = {EMERGENCIES[topic] for topic in (turn.entry, *turn.also) if topic in EMERGENCIES}
    text = next((message["text"] for message in reply.get("messages") or ()), "")
    end = min((text.find(mark) for mark in _SENTENCE_ENDS if mark in text), default=len(text))
    return any(number in text[:end] for number in numbers)


def _calibration_error(verdicts: list[Verdict]) -> float | None:
    """Expected calibration error over ten equal bins of confidence (Guo et al. 2017), of the answered."""
    pairs = [
        (v.outcome.reply["confidence"], v.right) for v in verdicts if v.answered and v.outcome.reply.get("confidence")
    ]
    if not pairs:
        return None
    confidence, right = np.array([c for c, _ in pairs]), np.array([r for _, r in pairs], dtype=float)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return round(float(sum(gaps)), 4)


def _times(milliseconds: list[float]) -> dict[str, float | None]:
    if not milliseconds:
        return {"p50": None, "p95": None}
    return {f"p{p}": round(float(np.percentile(milliseconds, p)), 1) for p in (50, 95)}


def _grouped(verdicts: list[Verdict], key: Callable[[Verdict], str]) -> dict[str, Mapping[str, Any]]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return {name: _figures(groups[name]) for name in sorted(groups)}


def _confusions(verdicts: list[Verdict]) -> list[dict[str, Any]]:
    pairs = Counter((v.outcome.turn.entry, str(v.outcome.reply.get("entry"))) for v in verdicts if v.wrong)
    return [{"expected": wanted, "answered": got, "count": count} for (wanted, got), count in pairs.most_common(15)]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
