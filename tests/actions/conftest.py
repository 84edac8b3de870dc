"""Real knowledge from the files of `knowledge/`, and the sentences of domain.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.runtime import Knowledge, from_files

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def known() -> Knowledge:
    return from_files(ROOT / "knowledge", ROOT / ".cache/sentence-vectors.npz")


@pytest.fixture(scope="session")
def domain() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
