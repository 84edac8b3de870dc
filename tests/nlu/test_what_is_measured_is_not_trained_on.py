"""The development sets hold no sentence of the training data: they were written apart, and stay apart."""

from __future__ import annotations

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data

from bot.evaluation.cases import read_cases
from bot.nlu.importer import knowledge_questions
from bot.text.normalise import normalise
from tests.nlu.conftest import ROOT


def test_no_development_question_is_a_training_phrasing() -> None:
    phrasings = load_data(str(ROOT / "nlu_data/nlu")).training_examples
    trained = {normalise(message.get(TEXT)) for message in phrasings}
    trained |= {normalise(question) for entry in knowledge_questions() for question in entry["questions"]}
    files = sorted((ROOT / "tests/evaluation").glob("dev-*.jsonl"))
    asked = [turn.text for path in files for case in read_cases(path) for turn in case.turns]
    assert len(asked) > 600
    assert [text for text in asked if normalise(text) in trained] == []
