"""A small real model: the six topics whose examples mark entities, with the real config, domain and patterns."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant.quiet import quieten

quieten()

ROOT = Path(__file__).resolve().parents[2]
TOPICS = {
    "doc.search": "documents", "doc.road": "documents", "apply.start": "apply", "hotline.progress": "hotline",
    "guide.occupy-road": "guides", "report.problem": "hotline",
}  # fmt: skip
MOST = 40
FILES = {"report.problem": "report-problem"}
Parse = Callable[[str], Awaitable[dict[str, Any]]]


def copy_sources(folder: Path) -> None:
    """config, domain, patterns, dictionary, and the phrasings and questions of TOPICS."""
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, folder)
    for name in ("entities", "dictionary"):
        shutil.copytree(ROOT / "nlu_data" / name, folder / "nlu_data" / name)
    for topic, section in TOPICS.items():
        copy_phrasings(ROOT / "nlu_data/nlu" / section / f"{FILES.get(topic) or topic.partition('.')[2]}.yml", folder)
        entry = next((ROOT / "knowledge").glob(f"*/{topic}.yml"))
        (folder / "knowledge" / entry.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(entry, folder / "knowledge" / entry.parent.name)


def copy_phrasings(path: Path, folder: Path) -> None:
    """At most MOST a block: a small model is trained in seconds."""
    lines, room = [], 0
    for line in path.read_text("utf-8").splitlines():
        is_phrasing = line.startswith("    - ")
        room = room - 1 if is_phrasing else MOST
        if not is_phrasing or room >= 0:
            lines.append(line)
    (folder / "nlu_data" / path.name).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model file; what it was trained from is gone."""
    from rasa.model_training import train_nlu

    folder, models = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("small-model")
    copy_sources(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        made = train_nlu("config.yml", "nlu_data", str(models), domain="domain.yml", fixed_model_name="small")
    shutil.rmtree(folder)
    assert made
    return Path(made)


@pytest.fixture(scope="session")
def parse(small_model: Path) -> Parse:
    """text → what the pipeline makes of it."""
    from rasa.core.agent import Agent

    return Agent.load(str(small_model)).parse_message
