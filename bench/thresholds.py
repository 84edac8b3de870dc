"""The three bands of actions/decision.py, read off what the assistant is sure of on tests/evaluation/dev-*.jsonl.

`python -m bench.thresholds`: ANSWER is the lowest confidence from which on 97 % (98.5 %) of the answers are right; ASK
the lowest from which on 85 % of what is asked back offers the right choice; OFFER the highest that loses none of the
right choices. ANSWER and ASK come with their 95 % bootstrap intervals; of a lowest value, as OFFER is, the bootstrap
says nothing (Bickel & Freedman, Annals of Statistics 1981). It prints and changes nothing: copy by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions import decision, runtime
from actions.decision import Context, ranking
from actions.understanding import Ranked, understand
from bench import curves
from bench.questions import ROOT, development_files
from bench.report import keep, share, table
from bot.assistant.quiet import quieten
from bot.assistant.train import model_path
from bot.evaluation.cases import Turn, read_cases
from bot.settings import Settings

TARGETS = (0.97, 0.985)
RIGHT_CHOICES = 0.85
_CHOICES = 3
_SHARES = ("target", "answered", "right/answered", "asked back", "right choice")

Ends = list[float] | None
# ANSWER, ASK, OFFER
Bands = tuple[float, float, float]


@dataclass(frozen=True)
class Heard:
    """One question of a file: what the bands see of it, best first."""

    file: str
    turn: Turn
    topics: list[Ranked]

    @property
    def pair(self) -> tuple[float, bool]:
        """How sure of the first topic, and whether it is right."""
        best = self.topics[0] if self.topics else Ranked("", 0.0)
        return best.probability, best.name in self._wanted

    @property
    def choice(self) -> float:
        """The probability of the right topic when it is among those that could be offered; else 0."""
        matters = [topic for topic in self.topics if not topic.name.startswith("chat.")][:_CHOICES]
        return max((topic.probability for topic in matters if topic.name in self._wanted), default=0.0)

    @property
    def _wanted(self) -> set[str]:
        return {self.turn.entry, *self.turn.also}


def main() -> int:
    """Print and keep what the constants would be, on all files and on the last one, which nothing was tuned on."""
    os.chdir(ROOT)
    quieten()
    figures = measured(listen(model_path(Settings().model_dir)))
    print(table(["", *(key for key in figures["rows"][0] if key != "name")], map(_cells, figures["rows"])))
    keep("thresholds", figures)
    return 0


def _cells(row: dict[str, Any]) -> list[Any]:
    return [_cell(key, value) for key, value in row.items()]


def _cell(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return "{:.2f}–{:.2f}".format(*value)
    return share(value) if key in _SHARES else value


def listen(model: Path) -> list[Heard]:
    """Every development question through pipeline and search, as at the beginning of a conversation."""
    from bot.assistant.alone import parse_all

    asked = [(path.stem, case.turns[0]) for path in development_files() for case in read_cases(path)]
    parsed = parse_all(model, [turn.text for _, turn in asked])
    return [Heard(file, turn, _topics(message)) for (file, turn), message in zip(asked, parsed)]


def _topics(message: dict[str, Any]) -> list[Ranked]:
    from rasa_sdk import Tracker

    known = runtime.knowledge()

    understanding = understand(Tracker("bench", {}, message, [], False, None, {}, None))
    return ranking(understanding, Context(), known.search.find(understanding.text), known.is_known)


def measured(heard: Sequence[Heard]) -> dict[str, Any]:
    """Rows of the table: what is in use, then what each target asks for."""
    last = [item for item in heard if item.file == heard[-1].file]
    rows = [_used(heard)]
    for files, part in (("all", heard), (last[0].file, last)):
        rows += [_row(files, part, target) for target in TARGETS]
    return {
        "questions": len(heard),
        "ece": round(curves.calibration_error([item.pair for item in heard]), 4),
        "rows": rows,
    }


def _used(heard: Sequence[Heard]) -> dict[str, Any]:
    return _worth("in use", None, heard, (decision.ANSWER, decision.ASK, decision.OFFER), None, None)


def _row(name: str, heard: Sequence[Heard], target: float) -> dict[str, Any]:
    """ASK and OFFER are looked for below the ANSWER found, with the choices that OFFER lets through today."""

    def lowest_ask(choices: curves.Pairs) -> float:
        return min(curves.threshold(RIGHT_CHOICES, choices), answer)

    pairs = [item.pair for item in heard]
    answer = curves.threshold(target, pairs)
    below = [item for item in heard if item.pair[0] < answer]
    choices = [(item.pair[0], item.choice >= decision.OFFER) for item in below]
    ask = lowest_ask(choices)
    offered = [item.choice for item in below if item.pair[0] >= ask and item.choice >= decision.OFFER]
    bands = (answer, ask, min(offered, default=decision.OFFER))
    answer_ends = _ends(lambda drawn: curves.threshold(target, drawn), pairs)
    return _worth(name, target, heard, bands, answer_ends, _ends(lowest_ask, choices))


def _worth(
    name: str, target: float | None, heard: Sequence[Heard], bands: Bands, answer_ends: Ends, ask_ends: Ends
) -> dict[str, Any]:
    """The bands with their intervals, and what they make of the questions."""
    answer, ask, offer = bands
    right = [item.pair[1] for item in heard if item.pair[0] >= answer]
    choices = [item.choice >= offer for item in heard if ask <= item.pair[0] < answer]
    return {
        "name": name, "target": target,
        "ANSWER": round(answer, 3), "ANSWER 95%": answer_ends,
        "answered": round(len(right) / len(heard), 4), "right/answered": _share_of(right),
        "ASK": round(ask, 3), "ASK 95%": ask_ends,
        "asked back": round(len(choices) / len(heard), 4), "right choice": _share_of(choices), "OFFER": round(offer, 3),
    }  # fmt: skip


def _ends(figure: Callable[[curves.Pairs], float], pairs: curves.Pairs) -> Ends:
    return [round(end, 2) for end in curves.interval(figure, pairs)] if pairs else None


def _share_of(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


if __name__ == "__main__":
    sys.exit(main())
