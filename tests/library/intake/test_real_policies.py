"""Titles and numbers of the sixty real policies, against a table checked by eye with the first lines of each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library.intake.collect import files_in
from bot.library.intake.description import Description, describe
from bot.library.intake.readers import read
from bot.library.intake.reading import Upload

DATA = Path(__file__).parents[4] / "shared/data"
TABLE = Path(__file__).with_name("policies.tsv")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here: nothing real to read")


def described(folder: Path) -> dict[str, Description]:
    found = dict(files_in(folder))
    return {name: describe(file, read(file)) for name, file in found.items() if isinstance(file, Upload)}


@needs_data
def test_titles_and_numbers_of_the_real_policies_are_right() -> None:
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    got = described(DATA / "documents/policies")
    assert [[name, got[name].title, got[name].number] for name, *_ in rows] == rows
    assert len(rows) == 60


@needs_data
def test_every_law_has_title_day_and_articles() -> None:
    got = described(DATA / "laws")
    assert len(got) == 18
    assert all(act.written and act.issuer and any(part.article for part in act.parts) for act in got.values())
