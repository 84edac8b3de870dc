"""Our topic classifier from the product's own pieces, without Rasa's graph around them.

The steps and settings of config.yml; features stay in whole matrices instead of one object a message, so that a
training of thousands of messages takes a fraction of Rasa's (tests/bench compares both).
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bench.report import ROOT
from bot.library.yaml_text import read_yaml
from bot.nlu import topic_model
from bot.nlu.characters import CharacterFeaturizer
from bot.nlu.homophone_copies import NOISED, HomophoneCopies
from bot.nlu.normaliser import Normaliser
from bot.nlu.sound import PinyinFeaturizer
from bot.nlu.tfidf import TfidfFeaturizer
from bot.nlu.tokenizer import BureauTokenizer
from bot.nlu.words import WordFeaturizer
from bot.text.vectors import DIMENSIONS, encoder

Array = NDArray[np.float32]
_VECTORS = ROOT / ".cache/bench-vectors.npz"
_FEATURIZERS: tuple[type[TfidfFeaturizer], ...] = (WordFeaturizer, CharacterFeaturizer, PinyinFeaturizer)


class Pieces:
    """Fitted on messages: sparse featurizers and the topic model."""

    def __init__(self, messages: Sequence[Message]) -> None:
        """`messages` come from `prepared`."""
        with tempfile.TemporaryDirectory() as folder:
            storage, context = LocalModelStorage(Path(folder)), ExecutionContext(GraphSchema({}), "bench")
            self._featurizers = [_fitted(part, messages, storage, context) for part in _FEATURIZERS]
        original = np.array([not message.get(NOISED) for message in messages])
        texts = [str(message.get(NOISED) or message.get(TEXT)) for message in messages]
        labels = [label(message) for message in messages]
        self._model = topic_model.fit(self._words(messages), vectors(messages), labels, texts, original)

    @property
    def classes(self) -> list[str]:
        """What the columns of `probabilities` stand for."""
        return [str(name) for name in self._model.classes]

    def probabilities(self, texts: Sequence[str]) -> Array:
        """(n, classes), as the model sees each text by itself."""
        messages = prepared([Message(data={TEXT: text}) for text in texts], copies=0)
        return self._model.probabilities(self._words(messages), vectors(messages))

    def predict(self, texts: Sequence[str]) -> list[str]:
        """The likeliest class of each text."""
        return [self.classes[column] for column in self.probabilities(texts).argmax(axis=1)]

    def _words(self, messages: Sequence[Message]) -> sparse.csr_matrix:
        blocks = [part._vectorizer.transform([part.terms(m) for m in messages]) for part in self._featurizers]
        return sparse.hstack(blocks, format="csr")


def prepared(messages: Sequence[Message], copies: int) -> list[Message]:
    """The messages normalised and cut into words, with so many noised copies of each behind them."""
    # Not one TrainingData for all: it would drop texts that occur twice.
    for message in messages:
        Normaliser({}).handle(message)
    settings = component("HomophoneCopies")
    noiser = HomophoneCopies({**HomophoneCopies.get_default_config(), **settings, "copies": copies})
    noised = noiser.process_training_data(TrainingData(training_examples=list(messages))).training_examples
    everything = [*messages, *(message for message in noised if message.get(NOISED))]
    tokenizer = BureauTokenizer({**BureauTokenizer.get_default_config(), **component("BureauTokenizer")})
    for message in everything:
        message.set(TOKENS_NAMES[TEXT], tokenizer.tokenize(message, TEXT))
    return everything


def written(messages: Sequence[Message]) -> list[Message]:
    """Those that are no copies."""
    return [message for message in messages if not message.get(NOISED)]


def vectors(messages: Sequence[Message]) -> Array:
    """(n, 384) sentence vectors, kept in a file; copies have none."""
    original = np.array([not message.get(NOISED) for message in messages])
    rows = np.zeros((len(messages), DIMENSIONS), np.float32)
    rows[original] = encoder().encode_many([message.get(TEXT) for message in written(messages)], _VECTORS)
    return rows


def copies() -> int:
    """Noised copies of each phrasing that config.yml asks for."""
    return int(component("HomophoneCopies")["copies"])


def component(name: str) -> dict[str, Any]:
    """What config.yml sets for one of our components."""
    pipeline = read_yaml((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    return next({k: v for k, v in part.items() if k != "name"} for part in pipeline if part["name"].endswith(name))


def label(message: Message) -> str:
    """`section/topic`, or the intent alone where it has no topics."""
    return str(message.get(INTENT_RESPONSE_KEY) or message.get(INTENT))


def _fitted(
    part: type[TfidfFeaturizer], messages: Sequence[Message], storage: LocalModelStorage, context: ExecutionContext
) -> TfidfFeaturizer:
    config = {**part.get_default_config(), **component(part.__name__)}
    featurizer = part.create(config, storage, Resource(part.__name__), context)
    featurizer.train(TrainingData(training_examples=list(messages)))
    return featurizer
