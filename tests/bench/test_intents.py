"""What is counted as right, and what the default pipeline is trained with."""

from __future__ import annotations

from pathlib import Path

from bench.baseline.train import ROOT
from bench.default_pipeline import model, settings
from bench.intents import Asked, figures_of
from bench.massive import read
from bot.library.yaml_text import read_yaml

ASKED = [Asked("一", ("a",)), Asked("二", ("a", "b")), Asked("三", ("b",)), Asked("四", ("c",))]


def test_every_message_right_is_one() -> None:
    assert figures_of(["a", "a", "b", "c"], ASKED) == {"accuracy": 1.0, "macro_f1": 1.0}


def test_an_accepted_guess_counts_as_the_meant_one() -> None:
    assert figures_of(["a", "b", "b", "c"], ASKED) == {"accuracy": 1.0, "macro_f1": 1.0}


def test_macro_f1_weighs_rare_labels_as_much_as_others() -> None:
    # a: 2 of 2 found, one foreign → 4/5; b: 1; c: never found → 0
    figures = figures_of(["a", "a", "b", "a"], ASKED)
    assert figures == {"accuracy": 0.75, "macro_f1": round((0.8 + 1 + 0) / 3, 4)}


def test_a_label_nobody_meant_is_no_row_of_the_mean() -> None:
    assert figures_of(["a", "a", "b", "z"], ASKED)["macro_f1"] == round(2 / 3, 4)


def test_the_default_pipeline_is_the_baseline_without_selectors_and_fallback() -> None:
    whole = read_yaml((ROOT / "bench/baseline/config.yml").read_text("utf-8"))["pipeline"]
    names = [component["name"] for component in settings()["pipeline"]]
    assert names[0] == "JiebaTokenizer"
    assert names[-1] == "DIETClassifier"
    assert settings()["pipeline"] == whole[: len(names)]
    assert settings()["language"] == "zh"
    assert settings(epochs=10)["pipeline"][:-1] == whole[: len(names) - 1]
    assert settings(epochs=10)["pipeline"][-1]["epochs"] == 10


def test_other_data_ask_for_another_model(tmp_path: Path) -> None:
    data = tmp_path / "some.csv"
    data.write_text("text,intent\n开灯,on\n", "utf-8")
    one = model(data)
    assert model(data) == one != model(data, epochs=10)
    data.write_text("text,intent\n关灯,off\n", "utf-8")
    assert model(data) != one
    assert read(data).texts == ["关灯"]
    assert read(data).labels == ["off"]
