"""MASSIVE zh-CN (FitzGerald et al., MASSIVE, ACL 2023; CC BY 4.0): what people say to a voice assistant, 60 intents."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bench.report import ROOT

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
