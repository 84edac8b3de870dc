"""Text in the pieces the encoder knows."""

from __future__ import annotations

import pytest

from bot.text.pieces import BEGIN, END, LONGEST, UNKNOWN, Pieces
from bot.text.vectors import ENCODER

PREFIX = {"▁query": -1.0, ":": -1.0, "▁": -2.0}


@pytest.fixture(scope="module")
def real() -> Pieces:
    return Pieces.read(ENCODER / "pieces.tsv")


def pieces(**scores: float) -> Pieces:
    return Pieces({BEGIN: 0.0, END: 0.0, UNKNOWN: 0.0, **PREFIX, **scores})


def test_the_likeliest_split_wins_over_the_longest_piece() -> None:
    prefix = [0, 3, 4, 5]
    assert pieces(城管=-3.0, 城=-1.0, 管=-1.0).ids("城管") == [*prefix, 7, 8, 1]
    assert pieces(城管=-1.5, 城=-1.0, 管=-1.0).ids("城管") == [*prefix, 6, 1]


def test_what_is_in_no_piece_is_unknown_and_the_rest_is_kept() -> None:
    assert pieces(城=-1.0).ids("城龘城") == [0, 3, 4, 5, 6, 2, 6, 1]


def test_widths_and_spaces_make_no_difference(real: Pieces) -> None:
    assert real.ids("ＡＢ　１２  年") == real.ids("AB 12 年")


def test_of_a_long_text_the_beginning_and_the_end_are_kept(real: Pieces) -> None:
    ids = real.ids("我家门口有一棵树，" * 200 + "能不能砍")
    assert len(ids) == LONGEST + 2
    assert ids[:10] == real.ids("我家门口有一棵树，我家门口有一棵树，")[:10]
    assert ids[-4:] == real.ids("我家门口有一棵树，能不能砍")[-4:]


def test_a_text_of_nothing_is_its_ends(real: Pieces) -> None:
    assert real.ids("")[0] == real.ids("   ")[0] == 0
