"""`train` and a start with a candidate that is trained and measured already: what becomes of real files.

The "models" hold a word each: none of these commands opens one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import wiring
from bot.assistant.train import CANDIDATE, TrainingFailed, fingerprint, is_fresh, model_path, record_path
from bot.cli.words import words
from bot.settings import Settings
from tests.cli.test_commands import ROOT, bot, said

KNOWLEDGE = ROOT / "knowledge"
OTHER_PROGRAM, OTHER_PHRASINGS = "another:x", "{program}:older phrasings"


@dataclass
class Models:
    """The folder, with the model that serves and the candidate."""

    folder: Path

    def put(self, folder: Path, content: str, made_from: str, right: int, questions: str = "the same") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        model_path(folder).write_text(content)
        counts = {name: {"right": count, "of": 319} for name, count in (("answered_right", right), ("not_wrong", 318))}
        record_path(folder).write_text(json.dumps({"questions": questions, "counts": counts}))
        (folder / "assistant.fingerprint").write_text(made_from)

    @property
    def serving(self) -> str:
        return model_path(self.folder).read_text()


@pytest.fixture
def models(tmp_path: Path) -> Models:
    """The old model is right 313 times in 319, from other phrasings than today's; the new one 300 times."""
    models, now = Models(tmp_path / "models"), fingerprint(ROOT, KNOWLEDGE)
    models.put(models.folder, "old", OTHER_PHRASINGS.format(program=now.partition(":")[0]), 313)
    models.put(models.folder / CANDIDATE, "new", now, 300)
    return models


def test_a_worse_model_is_refused_with_both_figures_and_taken_when_told(models: Models) -> None:
    refused = bot("train", BOT_MODEL_DIR=str(models.folder))
    assert refused.returncode == wiring.WORSE, said(refused)
    assert models.serving == "old"
    for told in ("98.1%", "94.0%", "319", words()["worse"]["names"]["answered_right"], "bot train --accept"):
        assert told in refused.stderr
    assert words()["worse"]["names"]["not_wrong"] not in refused.stderr, "only what fell is told"
    accepted = bot("train", "--accept", BOT_MODEL_DIR=str(models.folder))
    assert accepted.returncode == 0, said(accepted)
    assert models.serving == "new" and is_fresh(models.folder, ROOT, KNOWLEDGE)
    assert json.loads(record_path(models.folder).read_text())["counts"]["answered_right"]["right"] == 300


@pytest.mark.parametrize("case", ["a little worse", "other questions", "no record", "a broken record", "no model"])
def test_a_model_that_is_not_shown_to_be_worse_is_taken(models: Models, case: str) -> None:
    if case == "a little worse":
        models.put(models.folder / CANDIDATE, "new", fingerprint(ROOT, KNOWLEDGE), 309)
    elif case == "other questions":
        models.put(models.folder / CANDIDATE, "new", fingerprint(ROOT, KNOWLEDGE), 300, "others")
    elif case == "a broken record":
        record_path(models.folder).write_text('{"questions": "the same", "counts": {"answered_right": 3')
    elif case == "no record":
        record_path(models.folder).unlink()
    else:
        model_path(models.folder).unlink()
    result = bot("train", BOT_MODEL_DIR=str(models.folder))
    assert result.returncode == 0, said(result)
    assert models.serving == "new"
    is_said = words()["incomparable"] in said(result)
    assert is_said == (case in {"other questions", "no record", "a broken record"})


@pytest.mark.parametrize(
    ("made_from", "serves", "told"),
    [(None, "old", "kept"), (OTHER_PROGRAM, "new", "outdated")],
    ids=["fits", "outdated"],
)
def test_a_start_keeps_the_old_model_when_it_fits_the_program(
    models: Models, made_from: str | None, serves: str, told: str
) -> None:
    if made_from:
        (models.folder / "assistant.fingerprint").write_text(made_from)
    heard: list[str] = []
    path = wiring.ensure_model(Settings(model_dir=models.folder, knowledge_dir=KNOWLEDGE), heard.append)
    assert (path.read_text(), heard) == (serves, [told])


def test_a_start_without_any_model_to_be_had_says_so(models: Models, tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed):
        wiring.ensure_model(Settings(model_dir=models.folder, knowledge_dir=tmp_path / "none"), lambda step: None)
