"""The benches' pieces against the real graph: same data, same settings, same answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from bench.pieces import NOISED, Pieces, copies, prepared, written
from bench.topics import some_of
from bot.assistant.quiet import quieten

quieten()

ROOT = Path(__file__).resolve().parents[2]
FILES = ("apply/fee", "apply/reply-time", "enforcement/hearing", "hotline/anonymous", "bureau/address")
ASKED = ["复印要交多少钱", "多久能答复我", "你们单位在什么地方", "不想留名字行不行", "听证怎么申请", "今天天气"]


def phrasings() -> list[Message]:
    return [m for name in FILES for m in load_data(str(ROOT / f"nlu_data/nlu/{name}.yml")).intent_examples]


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return prepared(phrasings(), copies())


def test_copies_stand_behind_what_they_were_made_from(messages: list[Message]) -> None:
    originals = written(messages)
    assert messages[: len(originals)] == originals
    assert len(originals) * 1.3 < len(messages) <= len(originals) * 2


def test_a_sample_takes_the_copies_along(messages: list[Message]) -> None:
    sample = some_of(messages, 5, seed=0)
    texts = {message.get(TEXT) for message in written(sample)}
    assert len(texts) == 5 * len(FILES)
    noised = [message for message in sample if message.get(NOISED)]
    assert {message.get(NOISED) for message in noised} <= texts
    assert len(noised) > len(texts) / 2


@pytest.mark.filterwarnings("ignore::UserWarning")  # no patterns, no answers: they are not needed here
async def test_the_same_as_a_training_of_rasa(
    messages: list[Message], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    pieces = Pieces(messages)
    rows = pieces.probabilities(ASKED)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path / "cache"))
    made = train_nlu(str(_without_knowledge(tmp_path)), _data(tmp_path), str(tmp_path / "models"))
    agent = Agent.load(str(made))
    for text, row in zip(ASKED, rows):
        topics = (await agent.parse_message(text))["topics"]
        # Of equally unlikely topics either may come first: what counts is which come, and how likely each is.
        ours = {name: pytest.approx(probability, abs=0.01) for name, probability in zip(pieces.classes, row)}
        assert topics[0]["confidence"] == pytest.approx(row.max(), abs=0.01)
        assert {topic["name"]: topic["confidence"] for topic in topics} == {t["name"]: ours[t["name"]] for t in topics}


def _without_knowledge(folder: Path) -> Path:
    """config.yml with its pipeline as it is, and Rasa's own importer."""
    config = (ROOT / "config.yml").read_text("utf-8")
    pipeline = config[config.index("\npipeline:") : config.index("\npolicies:")]
    path = folder / "config.yml"
    path.write_text("recipe: default.v1\nassistant_id: pieces\nlanguage: zh\n" + pipeline, "utf-8")
    return path


def _data(folder: Path) -> str:
    """The phrasings as they lie in nlu_data."""
    (folder / "data").mkdir()
    for name in FILES:
        text = (ROOT / f"nlu_data/nlu/{name}.yml").read_text("utf-8")
        (folder / "data" / f"{name.replace('/', '-')}.yml").write_text(text, "utf-8")
    return str(folder / "data")
