"""Last in the pipeline: which topic, which facet of a guide, and how sure.

Reads the sparse and dense sentence features of the featurizers before it. Puts on each message Rasa's own
keys (intent, intent_ranking, response_selector) and ours (TOPICS, FACETS, READINGS).
"""

from __future__ import annotations

from typing import Any

import joblib
import numpy as np
import scipy.sparse as sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.homophone_copies import NOISED
from bot.nlu.readings import READING
from bot.nlu.sentence_vector import add_vector
from bot.nlu.topic_model import TopicModel, fit
from bot.nlu.wanted_readings import CORRECTED, LATER, is_wanted
from bot.text.vectors import DIMENSIONS, encoder

TOPICS, FACETS, READINGS = "topics", "facets", "readings"
Ranking = list[dict[str, Any]]

# Rankings are cut here: what is less likely is never offered.
_RANKED = 6
_MODEL_FILE = "topics.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Predicts `section/topic` in one step, and the facet of a guide with a second model."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, topics: TopicModel | None, facets: TopicModel | None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._topics = topics
        self._facets = facets

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """See rasa.engine.graph.GraphComponent.create."""
        return cls(model_storage, resource, None, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Read both models."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, *joblib.load(folder / _MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both models on the intent examples and write them to the model."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._topics = _fit(examples, [_full_intent(example) for example in examples])
        with_facet = [example for example in examples if _facet(example)]
        if with_facet:
            self._facets = _fit(with_facet, [_facet(example) or "" for example in with_facet])
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump((self._topics, self._facets), folder / _MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """The messages without their readings, each with its rankings."""
        spoken = [message for message in messages if message.get(TEXT)]
        self._put([message for message in spoken if message.get(READING) not in LATER])
        self._put(_wanted(spoken))
        return _fold(messages)

    def _put(self, messages: list[Message]) -> None:
        if messages and self._topics is not None:
            for message, topics, facets in zip(messages, *self._rank(messages)):
                message.set(TOPICS, topics, add_to_output=True)
                message.set(FACETS, facets, add_to_output=True)

    def _rank(self, messages: list[Message]) -> tuple[list[Ranking], list[Ranking]]:
        words, vectors = _matrices(messages)
        assert self._topics is not None
        topics = _rankings(self._topics, words, vectors)
        facets = _rankings(self._facets, words, vectors) if self._facets else [[] for _ in messages]
        return topics, facets


def _wanted(messages: list[Message]) -> list[Message]:
    """The later readings worth looking at, with their sentence vectors."""
    found, ranking, is_correction = [], [], False
    for message in messages:
        kind = message.get(READING)
        if kind is None:
            ranking, is_correction = message.get(TOPICS), False
        is_correction = is_correction or kind == CORRECTED
        if kind in LATER and is_wanted(kind, ranking, is_correction):
            found.append(message)
    for message, vector in zip(found, encoder().encode([message.get(TEXT) for message in found])):
        add_vector(message, vector)
    return found


def _fit(examples: list[Message], labels: list[str]) -> TopicModel:
    words, vectors = _matrices(examples)
    texts = [str(example.get(NOISED) or example.get(TEXT)) for example in examples]
    return fit(words, vectors, labels, texts, np.array([not example.get(NOISED) for example in examples]))


def _matrices(messages: list[Message]) -> tuple[sparse.csr_matrix, np.ndarray[Any, np.dtype[np.float32]]]:
    """Words (n, f) of every featurizer side by side, in the order of the pipeline; sentence vectors (n, 384)."""
    words = [[part.features for part in message.features if part.is_sparse()] for message in messages]
    columns = [sparse.vstack(column, format="csr") for column in zip(*words)]
    return sparse.hstack(columns, format="csr"), np.concatenate([_vector(message) for message in messages])


def _vector(message: Message) -> np.ndarray[Any, np.dtype[np.float32]]:
    dense = message.get_dense_features(TEXT)[1]
    return dense.features if dense else np.zeros((1, DIMENSIONS), np.float32)


def _full_intent(message: Message) -> str:
    return str(message.get(INTENT_RESPONSE_KEY) or message.get(INTENT))


def _facet(message: Message) -> str | None:
    facet = ((message.get("metadata") or {}).get("intent") or {}).get("facet")
    return str(facet) if facet else None


def _rankings(model: TopicModel, words: sparse.csr_matrix, vectors: np.ndarray[Any, Any]) -> list[Ranking]:
    rows = model.probabilities(words, vectors)
    best = np.argsort(-rows, axis=1)[:, :_RANKED]
    return [
        [{"name": str(model.classes[column]), "confidence": round(float(row[column]), 4)} for column in columns]
        for row, columns in zip(rows, best)
    ]


def _fold(messages: list[Message]) -> list[Message]:
    """Readings go into the message they belong to; the message gets Rasa's own keys."""
    originals: list[Message] = []
    for message in messages:
        if message.get(READING):
            if message.get(TOPICS) is None:
                continue
            found = {"text": message.get(TEXT), "topics": message.get(TOPICS), "facets": message.get(FACETS)}
            originals[-1].set(
                READINGS, [*(originals[-1].get(READINGS) or []), {"kind": message.get(READING), **found}], True
            )
        else:
            originals.append(message)
            _set_intent(message)
    return originals


def _set_intent(message: Message) -> None:
    ranking = message.get(TOPICS)
    if not ranking:
        message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
        return
    section = ranking[0]["name"].split("/")[0]
    message.set(INTENT, {"name": section, "confidence": ranking[0]["confidence"]}, add_to_output=True)
    message.set("intent_ranking", _sections(ranking), add_to_output=True)
    in_section = [
        {"intent_response_key": topic["name"], "confidence": topic["confidence"]}
        for topic in ranking
        if topic["name"].startswith(f"{section}/")
    ]
    if in_section:
        selected = {"response": in_section[0], "ranking": in_section}
        message.set("response_selector", {"all_retrieval_intents": [section], section: selected}, add_to_output=True)


def _sections(ranking: Ranking) -> Ranking:
    totals: dict[str, float] = {}
    for topic in ranking:
        section = topic["name"].split("/")[0]
        totals[section] = totals.get(section, 0.0) + topic["confidence"]
    return [
        {"name": name, "confidence": round(total, 4)} for name, total in sorted(totals.items(), key=lambda x: -x[1])
    ]
