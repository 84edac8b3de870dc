"""Trains the Rasa model when it is missing or stale."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

MODEL_NAME = "assistant"
# Everything a model is made from. Answers are not among it: changing one never asks for a training.
_FILES = ("config.yml", "domain.yml")
_FOLDERS = (("nlu_data", "*"), ("bot/nlu", "*.py"), ("bot/text", "*.py"), ("bot/text/encoder", "*"))


_COMPONENT = re.compile(r"Starting to train component '(?:[\w.]*\.)?(\w+)'")


class TrainingFailed(RuntimeError):
    """Rasa ended the training without a model."""


def model_path(models: Path) -> Path:
    """Where the trained model lies."""
    return models / f"{MODEL_NAME}.tar.gz"


def fingerprint(root: Path, knowledge: Path) -> str:
    """Hash of config, domain, training data, the pipeline's code and the questions of the entries."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    from bot.nlu.importer import knowledge_questions

    digest.update(json.dumps(knowledge_questions(knowledge), ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def is_fresh(models: Path, root: Path, knowledge: Path) -> bool:
    """Whether the trained model was made from what is there now."""
    note = _note(models)
    return model_path(models).exists() and note.exists() and note.read_text() == fingerprint(root, knowledge)


def train(models: Path, root: Path, knowledge: Path) -> Path:
    """Train and return the model's path; raises TrainingFailed."""
    from rasa.model_training import train as rasa_train

    _show_steps()
    _without_cache()
    _merged_quickly()
    _packed_quickly()
    made_from = fingerprint(root, knowledge)
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
    """Rasa hashes every phrasing again at each of its dozen merges, to drop those that occur twice. The importer hands
    on each once."""
    from rasa.shared.nlu.training_data.training_data import TrainingData

    TrainingData.sanitize_examples = staticmethod(list)


def _packed_quickly() -> None:
    """Rasa packs its model as tightly as gzip can: ten seconds for a file that stays on this disk."""
    from rasa.engine.storage import local_model_storage

    local_model_storage.TarSafe.open = partial(local_model_storage.TarSafe.open, compresslevel=1)


def _note(models: Path) -> Path:
    return models / f"{MODEL_NAME}.fingerprint"


def _inputs(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _FILES)
    for folder, pattern in _FOLDERS:
        yield from _sorted((root / folder).rglob(pattern))


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())
