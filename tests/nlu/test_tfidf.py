"""Terms are weighted as scikit-learn weighs them, only faster."""

from __future__ import annotations

import numpy as np
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.tfidf import TfidfFeaturizer

TEXTS = ["占道要谁批", "占道要多少钱", "挖路要谁批", "要要要谁", "没见过的字"]


class Characters(TfidfFeaturizer):
    """Every character is a term."""

    def terms(self, message: Message) -> list[str]:
        return list(message.get(TEXT))


def test_rows_are_those_of_scikit_learn(tmp_path) -> None:
    featurizer = Characters({"min_df": 2}, LocalModelStorage(tmp_path), Resource("characters"))
    data = TrainingData(training_examples=[Message(data={TEXT: text}) for text in TEXTS[:3]])
    featurizer.train(data)
    messages = featurizer.process([Message(data={TEXT: text}) for text in TEXTS])
    ours = [message.features[0].features.toarray()[0] for message in messages]
    theirs = featurizer._vectorizer.transform([list(text) for text in TEXTS]).toarray()
    assert np.allclose(ours, theirs) and np.any(theirs[3]) and not np.any(theirs[4])
