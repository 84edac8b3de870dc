"""A real training of a few topics: what it leaves beside the model, and what the pipeline alone makes of messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.quiet import quieten

quieten()

from bot.assistant.alone import parse_all  # noqa: E402  Rasa is imported quietly
from bot.assistant.train import fits_program, is_fresh, model_path, put_in_place, record_path, train  # noqa: E402
from tests.nlu.conftest import copy_sources  # noqa: E402


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sources, and a candidate trained from them where an older one lay."""
    root = tmp_path_factory.mktemp("sources")
    copy_sources(root)
    candidate = root / "models/candidate"
    candidate.mkdir(parents=True)
    record_path(candidate).write_text("{}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        train(candidate, root, root / "knowledge")
    return root


def test_a_candidate_is_fresh_and_what_an_older_one_scored_is_forgotten(root: Path) -> None:
    candidate = root / "models/candidate"
    assert is_fresh(candidate, root, root / "knowledge")
    assert not record_path(candidate).exists()


def test_messages_in_one_batch_are_understood_each_for_itself(root: Path) -> None:
    texts = ["我要申请占用道路", "查一下办理进度。另外我还要投诉一个事情", "", "我要申请占用道路"]
    parsed = parse_all(model_path(root / "models/candidate"), texts)
    assert [message["text"] for message in parsed] == texts
    assert parsed[0]["topics"] == parsed[3]["topics"]
    assert [reading["kind"] for reading in parsed[1]["readings"]] == ["clause", "clause"]
    assert not parsed[2].get("topics")


def test_in_its_place_it_is_the_model_until_its_sources_change(root: Path) -> None:
    models = root / "models"
    record_path(models / "candidate").write_text("{}")
    put_in_place(models / "candidate", models)
    assert is_fresh(models, root, root / "knowledge") and not model_path(models / "candidate").exists()
    phrasings = next((root / "nlu_data").glob("*.yml"))
    phrasings.write_text(phrasings.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert not is_fresh(models, root, root / "knowledge") and fits_program(models, root)
    (root / "config.yml").write_text((root / "config.yml").read_text("utf-8") + "\n# changed\n", "utf-8")
    assert not fits_program(models, root)
    assert not fits_program(models / "candidate", root), "there is none"
