"""Trains the Rasa model, and puts a newly trained one in the place of the one that serves.

Beside a model lie two notes: what it was made from, and what it scored (bot.evaluation.alone).
"""

from __future__ import annotations

import copy
import hashlib
import json
import logging
import re
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

MODEL_NAME = "assistant"
# A folder of its own inside that of the models: `rasa shell` and the like take the newest file of the outer one.
CANDIDATE = "candidate"
# Everything a model is made from. Answers are not among it: changing one never asks for a training.
_PROGRAM = (
    ("config.yml", "domain.yml", "requirements.lock"),
    (("bot/nlu", "*.py"), ("bot/text", "*.py"), ("bot/text/encoder", "*")),
)
_PHRASINGS = ((), (("nlu_data", "*"),))

_COMPONENT = re.compile(r"Starting to train component '(?:[\w.]*\.)?(\w+)'")


class TrainingFailed(RuntimeError):
    """Rasa ended the training without a model."""


def model_path(models: Path) -> Path:
    """Where the trained model lies."""
    return models / f"{MODEL_NAME}.tar.gz"


def fingerprint(root: Path, knowledge: Path) -> str:
    """Two hashes: of config, domain and the pipeline's code; of the training data and the entries' questions."""
    from bot.nlu.importer import knowledge_questions

    questions = json.dumps(knowledge_questions(knowledge), ensure_ascii=False, sort_keys=True)
    phrasings = _digest(root, *_PHRASINGS)
    phrasings.update(questions.encode())
    return f"{_program(root)}:{phrasings.hexdigest()}"


def is_fresh(models: Path, root: Path, knowledge: Path) -> bool:
    """Whether the trained model was made from what is there now."""
    return bool(_made_from(models)) and _made_from(models) == fingerprint(root, knowledge)


def fits_program(models: Path, root: Path) -> bool:
    """Whether the trained model was made by this program, if perhaps from other phrasings: it can serve."""
    return _made_from(models).partition(":")[0] == _program(root)


def record_path(models: Path) -> Path:
    """Where what the model scored is kept."""
    return models / f"{MODEL_NAME}.record.json"


def put_in_place(candidate: Path, models: Path) -> Path:
    """The candidate becomes the model; cut short at any point, the next start finds a stale model and trains."""
    _note(models).unlink(missing_ok=True)
    for path in (record_path, model_path, _note):
        path(candidate).replace(path(models))
    return model_path(models)


def train(models: Path, root: Path, knowledge: Path) -> Path:
    """Train into `models`, where what an earlier one scored is forgotten; the model's path. Raises TrainingFailed."""
    from rasa.model_training import train as rasa_train

    _show_steps()
    _without_cache()
    _merged_quickly()
    _packed_quickly()
    made_from = fingerprint(root, knowledge)
    for path in (_note, record_path):
        path(models).unlink(missing_ok=True)
    result = rasa_train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(root / "nlu_data")],
        output=str(models),
        fixed_model_name=MODEL_NAME,
        force_training=True,
        core_additional_arguments={"knowledge": str(knowledge)},  # Rasa hands them to the importer too
    )
    if not result.model or not model_path(models).exists():
        raise TrainingFailed
    _note(models).write_text(made_from)
    return model_path(models)


class _Steps(logging.Handler):
    """Shows which component is being trained: the longest silence is then some twenty seconds."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line a component."""
        name = _COMPONENT.search(record.getMessage())
        if name:
            print(f"  {name[1]}", file=sys.stderr, flush=True)


def _show_steps() -> None:
    logger = logging.getLogger("rasa.engine.training.hooks")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_Steps())


def _without_cache() -> None:
    """Rasa hashes all data before and behind every component, to reuse results; our fingerprint has already decided
    that. The hashing was half of a training, and Rasa has no switch for it."""
    from rasa.engine.training.hooks import TrainingHook

    TrainingHook.on_before_node = lambda *args, **kwargs: {}
    TrainingHook.on_after_node = lambda *args, **kwargs: None


def _merged_quickly() -> None:
    """Rasa copies every phrasing at each of its dozen merges and hashes it again, to drop those that occur twice. The
    importer hands on each once, and a training uses nothing that was merged but the result: a new list will do."""
    from rasa.shared.nlu.training_data import training_data

    training_data.TrainingData.sanitize_examples = staticmethod(list)
    training_data.copy = SimpleNamespace(copy=copy.copy, deepcopy=copy.copy)


def _packed_quickly() -> None:
    """Rasa packs its model as tightly as gzip can: ten seconds for a file that stays on this disk."""
    from rasa.engine.storage import local_model_storage

    local_model_storage.TarSafe.open = partial(local_model_storage.TarSafe.open, compresslevel=1)


def _note(models: Path) -> Path:
    return models / f"{MODEL_NAME}.fingerprint"


def _made_from(models: Path) -> str:
    """The fingerprint of the model; empty when there is no whole model."""
    is_whole = model_path(models).exists() and _note(models).exists()
    return _note(models).read_text() if is_whole else ""


def _program(root: Path) -> str:
    return _digest(root, *_PROGRAM).hexdigest()


def _digest(root: Path, files: Iterable[str], folders: Iterable[tuple[str, str]]) -> hashlib._Hash:
    digest = hashlib.sha256()
    paths = [path for name in files if (path := root / name).exists()]
    for folder, pattern in folders:
        paths += _sorted((root / folder).rglob(pattern))
    for path in paths:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
