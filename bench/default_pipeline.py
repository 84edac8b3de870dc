"""Rasa's default pipeline with DIET: `python -m bench.default_pipeline FILE.csv [EPOCHS]` trains it on a file.

The components and their settings are those of bench/baseline/config.yml without what only our topics need (selectors
and the fallback). More than an hour of one core at 100 epochs; the model lies under the hash of data and settings, so
that the next run only measures.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.baseline.train import FOLDER as BASELINE
from bench.massive import Labelled, read
from bench.report import ROOT
from bot.library.yaml_text import read_yaml

# Rasa's own number.
EPOCHS = 100
_FOLDER = BASELINE.parent / "intents"
_LEFT_OUT = ("ResponseSelector", "FallbackClassifier")
_THREADS = {"OMP_NUM_THREADS": "2", "TF_NUM_INTRAOP_THREADS": "2", "TF_NUM_INTEROP_THREADS": "1"}
_THREADS |= {"TF_INTRA_OP_PARALLELISM_THREADS": "2", "TF_INTER_OP_PARALLELISM_THREADS": "1"}


def settings(epochs: int = EPOCHS) -> dict[str, Any]:
    """Rasa's configuration."""
    shared = read_yaml((ROOT / "bench/baseline/config.yml").read_text("utf-8"))
    pipeline = [component for component in shared["pipeline"] if component["name"] not in _LEFT_OUT]
    pipeline[-1]["epochs"] = epochs
    return {"recipe": "default.v1", "assistant_id": "default", "language": "zh", "pipeline": pipeline}


def model(data: Path, epochs: int = EPOCHS) -> Path:
    """Where the model trained on this file with these settings lies or will lie."""
    digest = hashlib.sha256(data.read_bytes() + json.dumps(settings(epochs), sort_keys=True).encode())
    return _FOLDER / f"{data.stem}-{digest.hexdigest()[:16]}.tar.gz"


def trained(data: Path, epochs: int = EPOCHS) -> Path:
    """The model, trained in a process of its own when there is none yet."""
    if not model(data, epochs).exists():
        command = [sys.executable, "-m", __spec__.name, str(data), str(epochs)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **_THREADS}, check=True)
    return model(data, epochs)


def predict(data: Path, epochs: int, texts: Sequence[str]) -> list[str]:
    """The intent that the model of this file sees in each text."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(trained(data, epochs)))

    async def parse() -> list[str]:
        return [str((await agent.parse_message(text))["intent"]["name"]) for text in texts]

    return asyncio.run(parse())


def train(data: Path, epochs: int) -> None:
    """Write data and configuration beside the model and train; raises RuntimeError when Rasa makes none."""
    from rasa.model_training import train_nlu

    _FOLDER.mkdir(parents=True, exist_ok=True)
    config, nlu = _FOLDER / "config.json", _FOLDER / "nlu.json"
    config.write_text(json.dumps(settings(epochs)), "utf-8")  # JSON is YAML too
    nlu.write_text(json.dumps(_as_rasa(read(data)), ensure_ascii=False), "utf-8")
    made = train_nlu(
        str(config), str(nlu), str(_FOLDER), fixed_model_name=model(data, epochs).name.removesuffix(".tar.gz")
    )
    if not made:
        raise RuntimeError("Rasa made no model")


def _as_rasa(labelled: Labelled) -> dict[str, Any]:
    """Rasa's JSON form of training data: unlike its YAML it takes every text as it is."""
    examples = [{"text": text, "intent": label} for text, label in zip(labelled.texts, labelled.labels)]
    return {"rasa_nlu_data": {"common_examples": examples}}


def main() -> int:
    """Be polite to whoever shares the machine, then train."""
    os.nice(max(0, 10 - os.nice(0)))
    os.environ.update(_THREADS)
    os.environ["RASA_CACHE_DIRECTORY"] = str(_FOLDER / "rasa")
    from bot.assistant.quiet import quieten

    quieten()
    train(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else EPOCHS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
