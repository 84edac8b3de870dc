"""MASSIVE zh-CN (FitzGerald et al., MASSIVE, ACL 2023; CC BY 4.0): what people say to a voice assistant, 60 intents."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.report import ROOT

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message

FOLDER = ROOT / "../shared/data/intents"
TRAIN, VALIDATION = "massive-zh-CN-train.csv", "massive-zh-CN-validation.csv"


@dataclass(frozen=True)
class Labelled:
    """Messages and what each of them should be understood as; `texts` and `labels` are equally long."""

    texts: list[str]
    labels: list[str]


def read(path: Path) -> Labelled:
    """A file with the columns text and intent; raises OSError."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["intent"]) for row in csv.DictReader(file)]
    return Labelled([text for text, _ in rows], [label for _, label in rows])


def as_messages(path: Path) -> list[Message]:
    """A file's messages with their intents; the same twice counts once, as in Rasa."""
    from rasa.shared.nlu.constants import INTENT, TEXT
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    labelled = read(path)
    made = [Message(data={TEXT: text, INTENT: label}) for text, label in zip(labelled.texts, labelled.labels)]
    return list(TrainingData(training_examples=made).training_examples)
