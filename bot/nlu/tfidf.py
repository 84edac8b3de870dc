"""Sparse features: TF-IDF over some list of terms drawn from a message."""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
import scipy.sparse as sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize
from typing_extensions import Self

from bot.nlu.homophone_copies import NOISED


def _same(terms: list[str]) -> list[str]:
    return terms


class TfidfFeaturizer(GraphComponent):
    """Base: a subclass says what the terms of a message are."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Defaults; see each line."""
        return {
            # terms seen in fewer messages are dropped
            "min_df": 2,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        vectorizer: TfidfVectorizer | None = None,
    ) -> None:
        self.config = config
        self._model_storage = model_storage
        self._resource = resource
        self._vectorizer = vectorizer
        self._idf = vectorizer.idf_ if vectorizer else np.zeros(0)

    def terms(self, message: Message) -> list[str]:
        """The terms of one message, repeated as often as they occur."""
        raise NotImplementedError

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """See rasa.engine.graph.GraphComponent.create."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the vocabulary of what people wrote, not of noised copies, and write it to the model."""
        written = [m for m in training_data.training_examples if m.get(TEXT) and not m.get(NOISED)]
        texts = [self.terms(message) for message in written]
        self._vectorizer = TfidfVectorizer(analyzer=_same, sublinear_tf=True, min_df=self.config["min_df"])
        self._vectorizer.fit(texts)
        # The terms left out, which scikit-learn keeps for inspection: 46 MB in memory for nothing.
        del self._vectorizer.stop_words_
        self._idf = self._vectorizer.idf_
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._vectorizer, folder / "tfidf.joblib")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Read the vocabulary from the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / "tfidf.joblib"))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add one sentence feature (1, vocabulary) to each message."""
        spoken = [message for message in messages if message.get(TEXT)]
        if spoken and self._vectorizer is not None:
            matrix = self._weighted([self.terms(message) for message in spoken])
            origin = self.config.get("__component_name__") or type(self).__name__
            for row, message in zip(matrix, spoken):
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, origin))
        return messages

    def _weighted(self, texts: list[list[str]]) -> sparse.csr_matrix:
        """What TfidfVectorizer.transform gives, (n, vocabulary). scikit-learn before 1.4 multiplies with a diagonal
        matrix of all terms for it: most of a millisecond a message."""
        counts = CountVectorizer.transform(self._vectorizer, texts)
        counts.data = (np.log(counts.data) + 1) * self._idf[counts.indices]
        return normalize(counts, copy=False)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The same at training time."""
        self.process(training_data.training_examples)
        return training_data
