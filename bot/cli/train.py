"""`python -m bot train [--force] [--accept]`: a model that understands less does not replace the one that serves.

The new model is trained beside the old one and asked tests/evaluation/dev-c.jsonl: 319 questions whose writer saw
neither the training data nor the other questions. In one batch through the pipeline alone that takes five seconds of
one core; all three files would take thirteen. What it scored stays beside it, for the next one to be compared with.
Slow losses over many trainings are what `make quality` is for: its floor does not move by itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from bot import wiring
from bot.cli.words import say, step, words
from bot.evaluation import alone, noise
from bot.evaluation.cases import Turn, read_cases
from bot.library.files import load_folder
from bot.settings import Settings

QUESTIONS = wiring.ROOT / "tests/evaluation/dev-c.jsonl"


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Train when the model is missing or stale, or when forced; wiring.WORSE when the new model was not taken."""
    from bot.assistant.train import CANDIDATE, is_fresh, put_in_place

    load_folder(settings.knowledge_dir)  # its mistakes are told before a training of minutes
    if not arguments.force and is_fresh(settings.model_dir, wiring.ROOT, settings.knowledge_dir):
        say("fresh")
        return 0
    candidate = settings.model_dir / CANDIDATE
    _make(candidate, settings.knowledge_dir, arguments.force)
    worse = _worse(candidate, settings.model_dir)
    if worse and not arguments.accept:
        print(_refusal(worse), file=sys.stderr, flush=True)
        return wiring.WORSE
    say("trained", path=put_in_place(candidate, settings.model_dir))
    return 0


def _make(candidate: Path, knowledge: Path, force: bool) -> None:
    """A candidate with its record; one that was refused before is there already."""
    from bot.assistant.train import is_fresh, record_path, train

    if force or not is_fresh(candidate, wiring.ROOT, knowledge):
        step("training")
        train(candidate, wiring.ROOT, knowledge)
    if not record_path(candidate).exists():
        record_path(candidate).write_text(json.dumps(_measure(candidate)) + "\n", "utf-8")


def _measure(candidate: Path) -> dict[str, Any]:
    """What it scored, and on which questions; an installation without tests has none."""
    if not QUESTIONS.exists():
        return {"questions": None, "counts": {}}
    from actions.decision import ANSWER
    from bot.assistant.alone import parse_all
    from bot.assistant.train import model_path

    step("measuring")
    turns = [case.turns[0] for case in read_cases(QUESTIONS)]
    parsed = parse_all(model_path(candidate), [turn.text for turn in turns])
    counts = alone.counts(turns, [_top(message) for message in parsed], ANSWER)
    return {"questions": _hash(turns), "counts": noise.written(counts)}


def _top(message: dict[str, Any]) -> alone.Top:
    best = next(iter(message.get("topics") or ()), None)
    return (best["name"].replace("/", ".", 1), best["confidence"]) if best else None


def _hash(turns: list[Turn]) -> str:
    return hashlib.sha256(repr(turns).encode()).hexdigest()


def _worse(candidate: Path, models: Path) -> list[noise.Fall]:
    """In what the candidate fell behind; it says so when the two cannot be compared."""
    from bot.assistant.train import model_path, record_path

    if not model_path(models).exists():
        return []
    new, old = _record(record_path(candidate)), _record(record_path(models))
    if new["questions"] is None:
        say("unmeasured", file=QUESTIONS.relative_to(wiring.ROOT))
    elif new["questions"] != old["questions"]:
        say("incomparable")
    else:
        return noise.falls(noise.read(new["counts"]), noise.read(old["counts"]))
    return []


def _record(path: Path) -> dict[str, Any]:
    """Empty when there is none that can be read: models made by Rasa's own commands have none."""
    try:
        record = json.loads(path.read_text("utf-8"))
        return {"questions": record["questions"], "counts": noise.written(noise.read(record["counts"]))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {"questions": None, "counts": {}}


def _refusal(worse: list[noise.Fall]) -> str:
    said = words()["worse"]
    return "\n".join([said["head"], *(_told(said, fall) for fall in worse), said["remedy"]])


def _told(said: dict[str, Any], fall: noise.Fall) -> str:
    shares = {"now": fall.now.share, "before": fall.before.share, "floor": fall.floor}
    return str(said["figure"]).format(name=said["names"][fall.name], of=fall.now.of, **shares)
