"""What makes `make quality` fail, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import quality
from bot.evaluation.noise import Count

FLOOR = {
    "dev-c": {"answered_right": Count(313, 319), "emergency_recall": Count(26, 26)},
    "citizen-questions": {"answered": Count(226, 231)},
}


@pytest.fixture
def floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A floor of this test's own."""
    monkeypatch.setattr(quality, "ROOT", tmp_path)
    monkeypatch.setattr(quality, "FLOOR", tmp_path / "floor.json")
    return tmp_path / "floor.json"


def test_a_figure_within_its_noise_passes_and_what_was_not_measured_is_left_alone() -> None:
    now = {"dev-c": {"answered_right": Count(309, 319), "emergency_recall": Count(26, 26)}}
    assert quality.compare(now, FLOOR) == {}


def test_a_fall_names_the_figure_the_set_and_the_floor() -> None:
    now = {"dev-c": {"answered_right": Count(290, 319), "emergency_recall": Count(25, 26)}}
    lines = [quality.sentence(name, fall) for name, own in quality.compare(now, FLOOR).items() for fall in own]
    assert len(lines) == 2
    for told in ("dev-c", "全部里答对", "90.9%", "290/319", "96.4%", "98.1%"):
        assert told in lines[0]
    assert "紧急情况" in lines[1] and "100.0%" in lines[1]


@pytest.mark.parametrize(("right", "code", "told"), [(313, 0, "下限（1 个数）"), (290, 1, "290/319")])
def test_a_fall_ends_with_1_and_what_was_left_out_is_said(
    right: int, code: int, told: str, floor: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = {"dev-c": {"answered_right": Count(right, 319)}}
    assert quality.tell(quality.compare(now, {}), now) == 1, "without a floor nothing is proved"
    quality.write_floor({"dev-c": {"answered_right": Count(313, 319)}, "citizen-questions": FLOOR["citizen-questions"]})
    assert quality.tell(quality.compare(now, quality.read_floor()), now) == code
    said = "".join(capsys.readouterr())
    assert told in said and "市民问题" in said and "--write-floor" in said


def test_a_new_floor_keeps_what_was_not_measured(floor: Path) -> None:
    assert quality.read_floor() == {}
    quality.write_floor(FLOOR)
    assert quality.read_floor() == FLOOR
    quality.write_floor({**quality.read_floor(), "dev-c": {"answered": Count(1, 2)}})
    assert quality.read_floor() == {**FLOOR, "dev-c": {"answered": Count(1, 2)}}
    assert '"answered": {"right": 1, "of": 2}' in floor.read_text()
