"""Feeds the questions written in `knowledge/` to training, and names the retrieval intents' responses.

Questions are written once, in the entry they belong to. Responses hold the entry's title alone, so that
editing an answer never makes the model stale; real answers come from the library at run time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.library.parse import status_of
from bot.library.yaml_text import read_yaml

KNOWLEDGE = Path("knowledge")


class KnowledgeImporter(RasaFileImporter):
    """Rasa's file importer plus the knowledge folder."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        knowledge: str = str(KNOWLEDGE),
    ) -> None:
        """`knowledge` is where the entries lie. Rasa fills it from `importers` in config.yml, or from a training's
        additional arguments: that is how `bot.assistant.train` names a bureau's own folder."""
        super().__init__(config_file, domain_path, training_data_paths)
        self._folder = Path(knowledge)
        self._nlu_data: TrainingData | None = None

    def get_domain(self) -> Domain:
        """The domain with one response per entry, as Rasa's retrieval intents want it."""
        responses = {
            f"utter_{intent(entry)}": [{"text": entry["title"]}] for entry in knowledge_questions(self._folder)
        }
        return super().get_domain().merge(Domain.from_dict({"responses": responses}))

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The phrasings of nlu_data with the questions of the entries; Rasa asks three times, they are read once."""
        if self._nlu_data is None:
            questions = TrainingData(training_examples=questions_as_examples(self._folder))
            data = super().get_nlu_data(language).merge(questions)
            data.training_examples = list(dict.fromkeys(data.training_examples))
            self._nlu_data = data
        return self._nlu_data


def intent(entry: dict[str, Any]) -> str:
    """Topic id as Rasa's retrieval intent: `apply.who` → `apply/who`."""
    return str(entry["id"]).replace(".", "/", 1)


def knowledge_questions(folder: Path = KNOWLEDGE) -> list[dict[str, Any]]:
    """id, kind, title and questions of every entry file, by id. A bureau's new entries are included.

    The label counts as a question: it is what a tap on a suggestion sends. A withdrawn entry is still recognised, so
    that its questions are handed over, except by those that the entry which took its place has too."""
    files = [read_yaml(path.read_text("utf-8")) for path in folder.glob("*/*.yml")]
    live = {question for file in files if status_of(file) != "withdrawn" for question in _asked(file)}
    entries = []
    for file in sorted(files, key=lambda file: str(file["id"])):
        asked = [question for question in _asked(file) if status_of(file) != "withdrawn" or question not in live]
        entries.append({"id": file["id"], "kind": file["kind"], "title": file["title"], "questions": asked})
    return entries


def _asked(entry: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([entry["label"], *entry["questions"]]))


def questions_as_examples(folder: Path = KNOWLEDGE) -> list[Message]:
    """One training example per question; a question about a guide as a whole has the facet `overview`."""
    examples = []
    for entry in knowledge_questions(folder):
        full = intent(entry)
        facet = {"metadata": {"intent": {"facet": "overview"}}} if entry["kind"] == "guide" else {}
        for question in entry["questions"]:
            examples.append(
                Message(data={TEXT: question, INTENT: full.split("/")[0], INTENT_RESPONSE_KEY: full, **facet})
            )
    return examples
