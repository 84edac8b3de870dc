"""The topic model on a few real topics with the real featurizers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sparse
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.characters import CharacterFeaturizer
from bot.nlu.homophone_copies import NOISED, HomophoneCopies
from bot.nlu.normaliser import Normaliser
from bot.nlu.sentence_vector import SentenceVectorFeaturizer
from bot.nlu.sound import PinyinFeaturizer
from bot.nlu.tokenizer import BureauTokenizer
from bot.nlu.topic_classifier import TOPICS, TopicClassifier
from bot.nlu.topic_model import TopicModel, fit
from bot.nlu.words import WordFeaturizer
from tests.nlu.conftest import ROOT

FILES = ("apply/fee", "apply/reply-time", "enforcement/hearing", "hotline/anonymous", "bureau/address")
EVERY = 5  # one phrasing in so many is kept apart


class Bench:
    """The featurizers in the order of config.yml, fitted on real phrasings."""

    def __init__(self, folder: Path) -> None:
        (folder / "storage").mkdir()
        self.storage = LocalModelStorage(folder / "storage")
        self.context = ExecutionContext(GraphSchema({}), "test")
        phrasings = [m for name in FILES for m in load_data(str(ROOT / f"nlu_data/nlu/{name}.yml")).training_examples]
        self.asked = phrasings[::EVERY]
        kept = [message for number, message in enumerate(phrasings) if number % EVERY]
        self.before = [
            self.make(Normaliser),
            self.make(SentenceVectorFeaturizer, cache=str(folder / "vectors.npz")),
        ]
        self.after = [self.make(part) for part in (WordFeaturizer, CharacterFeaturizer, PinyinFeaturizer)]
        self.tokenizer = self.make(BureauTokenizer, dictionaries=str(ROOT / "nlu_data/dictionary"))
        self.data = self.train(TrainingData(training_examples=kept))

    def make(self, part: Any, **options: Any) -> Any:
        config = {**part.get_default_config(), **options}
        return part.create(config, self.storage, Resource(part.__name__), self.context)

    def train(self, data: TrainingData) -> TrainingData:
        for part in (*self.before, self.make(HomophoneCopies), self.tokenizer):
            data = part.process_training_data(data)
        # each tfidf needs the tokens, and the words let go of them: characters and sounds read the text
        for part in self.after:
            part.train(data)
            data = part.process_training_data(data)
        return data

    def read(self, texts: list[str]) -> list[Message]:
        messages = [Message(data={TEXT: text}) for text in texts]
        for part in (*self.before, self.tokenizer, *self.after):
            messages = part.process(messages)
        return messages


def matrices(messages: list[Message]) -> tuple[sparse.csr_matrix, np.ndarray]:
    dense = [message.get_dense_features(TEXT)[1] for message in messages]
    vectors = [features.features if features else np.zeros((1, 384), np.float32) for features in dense]
    words = [message.get_sparse_features(TEXT)[1].features for message in messages]
    return sparse.vstack(words, format="csr"), np.concatenate(vectors)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def model(bench: Bench) -> TopicModel:
    examples = bench.data.training_examples
    texts = [str(example.get(NOISED) or example.get(TEXT)) for example in examples]
    original = np.array([not example.get(NOISED) for example in examples])
    return fit(*matrices(examples), [example.get(INTENT_RESPONSE_KEY) for example in examples], texts, original)


def test_probabilities_of_a_message_sum_to_one(bench: Bench, model: TopicModel) -> None:
    rows = model.probabilities(*matrices(bench.read(["复印要钱吗", "你们单位在哪里", "随便说说", "😀"])))
    assert rows.shape == (4, len(FILES))
    assert (rows >= 0).all()
    assert rows.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-4)


def test_both_parts_count(model: TopicModel) -> None:
    assert model.linear_weight > 0
    assert model.nearest_weight > 0


def test_phrasings_kept_apart_find_their_topic(bench: Bench, model: TopicModel) -> None:
    rows = model.probabilities(*matrices(bench.read([message.get(TEXT) for message in bench.asked])))
    right = model.classes[rows.argmax(axis=1)] == [message.get(INTENT_RESPONSE_KEY) for message in bench.asked]
    assert right.mean() >= 0.8  # a fortieth of the real data


def test_a_topic_of_one_phrasing_is_learnt_too(bench: Bench) -> None:
    examples = bench.data.training_examples
    texts, labels = [str(example.get(TEXT)) for example in examples], ["other"] * len(examples)
    labels[0] = "rare"
    model = fit(*matrices(examples), labels, texts, np.array([not example.get(NOISED) for example in examples]))
    own, other = model.probabilities(*matrices(bench.read([texts[0], texts[5]])))[:, list(model.classes).index("rare")]
    assert own > 10 * other


def test_copies_sound_like_what_they_were_made_from(bench: Bench) -> None:
    copies = [message for message in bench.data.training_examples if message.get(NOISED)]
    assert len(copies) > len(bench.data.training_examples) * 0.3
    assert all(len(copy.get(TEXT)) == len(copy.get(NOISED)) for copy in copies)
    assert all(copy.get(TEXT) != copy.get(NOISED) for copy in copies)


def test_adding_an_example_leaves_the_copies_of_others_as_they_were() -> None:
    def copies(*texts: str) -> list[str]:
        examples = [Message(data={TEXT: text}) for text in texts]
        made = HomophoneCopies.create({}, None, None, None).process_training_data(TrainingData(examples))
        return [message.get(TEXT) for message in made.training_examples if message.get(NOISED) == texts[-1]]

    assert copies("临时占用城市道路收费标准") == copies("先来的另一句话", "临时占用城市道路收费标准")


@pytest.mark.parametrize("part", [WordFeaturizer, CharacterFeaturizer, PinyinFeaturizer])
def test_a_featurizer_read_back_sees_the_same(bench: Bench, part: Any) -> None:
    def features(component: Any) -> np.ndarray:
        message = bench.tokenizer.process([Message(data={TEXT: "复印要交多少钱"})])[0]
        return component.process([message])[0].get_sparse_features(TEXT)[1].features.toarray()

    fitted = next(component for component in bench.after if type(component) is part)
    loaded = part.load(fitted.config, bench.storage, Resource(part.__name__), bench.context)
    assert (features(fitted) == features(loaded)).all()
    assert features(loaded).any()


def test_the_classifier_read_back_ranks_the_same(bench: Bench) -> None:
    trained = bench.make(TopicClassifier)
    trained.train(bench.data)
    loaded = TopicClassifier.load({}, bench.storage, Resource("TopicClassifier"), bench.context)
    one, other = (part.process(bench.read(["复印要交多少钱"]))[0].get(TOPICS) for part in (trained, loaded))
    assert one == other
    assert one[0]["name"] == "apply/fee"


def test_messages_without_text_pass_through(bench: Bench) -> None:
    nothing = Message(data={"action_name": "action_answer"})
    for part in (*bench.before, bench.tokenizer, *bench.after):
        assert part.process([nothing]) == [nothing]
