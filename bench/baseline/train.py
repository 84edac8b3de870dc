"""Trains Rasa's default pipeline on the assistant's own training data: `python -m bench.baseline.train`.

Half an hour or more on two cores, at the lowest priority; the model goes to a folder git ignores.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / ".cache/baseline"
MODEL = FOLDER / "baseline.tar.gz"
NOTE = FOLDER / "baseline.json"
_DATA = ("nlu_data/nlu", "nlu_data/entities")
_THREADS = {"OMP_NUM_THREADS": "2", "TF_INTRA_OP_PARALLELISM_THREADS": "2", "TF_INTER_OP_PARALLELISM_THREADS": "1"}


def data_hash() -> str:
    """Hash of the training data both pipelines share: the phrasings and the questions of the entries."""
    from bot.nlu.importer import knowledge_questions

    digest = hashlib.sha256()
    for path in _files(ROOT / folder for folder in _DATA):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update(json.dumps(knowledge_questions(), ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def note() -> dict[str, str | float]:
    """When, in how many seconds and from what the model was made; {} when there is none."""
    return dict(json.loads(NOTE.read_text("utf-8"))) if MODEL.exists() and NOTE.exists() else {}


def train() -> None:
    """Train and write the note beside the model; raises RuntimeError when Rasa makes none."""
    from rasa.model_training import train as rasa_train

    made_from, started = data_hash(), time.time()
    result = rasa_train(
        domain=str(ROOT / "domain.yml"),
        config=str(HERE / "config.yml"),
        training_files=[*(str(ROOT / folder) for folder in _DATA), str(HERE / "rules.yml")],
        output=str(FOLDER),
        fixed_model_name=MODEL.name.removesuffix(".tar.gz"),
        force_training=True,
    )
    if not result.model:
        raise RuntimeError("Rasa made no model")
    seconds = round(time.time() - started)
    facts = {"data": made_from, "trained_on": time.strftime("%Y-%m-%d"), "seconds": seconds}
    NOTE.write_text(json.dumps(facts, indent=1) + "\n", "utf-8")


def main() -> int:
    """Be polite to whoever shares the machine, then train."""
    os.nice(15)
    os.environ.update(_THREADS)
    os.environ["RASA_CACHE_DIRECTORY"] = str(FOLDER / "rasa")
    os.chdir(ROOT)
    from bot.assistant.quiet import quieten

    quieten()
    train()
    return 0


def _files(folders: Iterable[Path]) -> Iterable[Path]:
    return (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
