"""Rasa's own importer loading finds the entries: the project's, or another folder named for one training."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import TEXT

from bot.assistant.train import train
from bot.nlu.importer import knowledge_questions

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests/library/sample"
IMPORTERS = "importers:\n- name: bot.nlu.importer.KnowledgeImporter\n"
DOMAIN = "version: '3.1'\nintents: [apply, chat, doc, guide, route]\n"


def project(root: Path, config: str) -> tuple[str, str, list[str]]:
    (root / "config.yml").write_text(config, "utf-8")
    (root / "domain.yml").write_text(DOMAIN, "utf-8")
    (root / "nlu_data").mkdir()
    return str(root / "config.yml"), str(root / "domain.yml"), [str(root / "nlu_data")]


def texts(importer: TrainingDataImporter) -> set[str]:
    return {str(example.get(TEXT)) for example in importer.get_nlu_data().intent_examples}


def asked(folder: Path) -> set[str]:
    return {question for entry in knowledge_questions(folder) for question in entry["questions"]}


def test_without_a_word_it_is_the_knowledge_of_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert texts(TrainingDataImporter.load_from_config(*project(tmp_path, IMPORTERS))) == asked(ROOT / "knowledge")


def test_the_config_may_name_another_folder(tmp_path: Path) -> None:
    config = f"{IMPORTERS}  knowledge: {SAMPLE}\n"
    assert texts(TrainingDataImporter.load_from_config(*project(tmp_path, config))) == asked(SAMPLE)


def test_two_folders_in_one_process_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    files = project(tmp_path, IMPORTERS)
    other = TrainingDataImporter.load_from_config(*files, args={"knowledge": str(SAMPLE)})
    assert texts(other) == asked(SAMPLE)
    assert "utter_apply/fee" in other.get_domain().responses
    assert texts(TrainingDataImporter.load_from_config(*files)) == asked(ROOT / "knowledge")


def test_a_training_takes_the_folder_it_is_given(tmp_path: Path) -> None:
    """A real training, on the smallest pipeline that keeps what it was taught."""
    pipeline = "pipeline:\n- name: KeywordIntentClassifier\n"
    project(tmp_path, f"recipe: default.v1\nassistant_id: sample\nlanguage: zh\n{IMPORTERS}{pipeline}policies: []\n")
    shutil.unpack_archive(train(tmp_path / "models", tmp_path, SAMPLE), tmp_path / "model")
    (keywords,) = (tmp_path / "model").rglob("KeywordIntentClassifier.json")
    assert set(json.loads(keywords.read_text("utf-8"))) == asked(SAMPLE)
