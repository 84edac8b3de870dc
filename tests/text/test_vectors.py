"""Sentence vectors: unit length, kept by content, and never lost to a broken file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.text.vectors import DIMENSIONS, Encoder, encoder

TEXTS = ["挖路要办什么手续", "怎么申请信息公开", "挖路要办什么手续"]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "vectors.npz"


def computed(capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether a progress bar was shown since the last look: it is there only while vectors are computed."""
    return "句向量" in capsys.readouterr().err


def test_vectors_have_length_one_and_equal_texts_equal_vectors() -> None:
    vectors = encoder().encode(TEXTS)
    assert vectors.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert (vectors[0] == vectors[2]).all()
    assert vectors[0] @ vectors[1] < 0.99


def test_no_texts_have_no_vectors(cache: Path) -> None:
    assert encoder().encode([]).shape == (0, DIMENSIONS)
    assert encoder().encode_many([], cache).shape == (0, DIMENSIONS)


def test_a_recent_text_is_remembered_and_old_ones_are_let_go() -> None:
    first = encoder().encode(["先说的一句"])
    encoder().encode([f"第{number}句" for number in range(50)])
    assert (encoder().encode(["先说的一句"]) == first).all()


def test_the_second_time_nothing_is_computed(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = encoder().encode_many(TEXTS, cache)
    assert computed(capsys)
    written = cache.stat().st_mtime_ns
    again = Encoder().encode_many(TEXTS, cache)
    assert not computed(capsys)
    assert cache.stat().st_mtime_ns == written
    assert np.allclose(first, again, atol=1e-3)


def test_only_new_texts_are_computed_and_old_ones_stay(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    encoder().encode_many(TEXTS, cache)
    encoder().encode_many(["夜里施工要不要证明"], cache)
    capsys.readouterr()
    assert encoder().encode_many([*TEXTS, "夜里施工要不要证明"], cache).shape == (4, DIMENSIONS)
    assert not computed(capsys)


def empty(whole: bytes) -> bytes:
    return b""


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def garbage(whole: bytes) -> bytes:
    return b"\x80\x04not a cache"


def flipped(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes(255 - byte for byte in whole[middle : middle + 64]) + whole[middle + 64 :]


@pytest.mark.parametrize("damage", [empty, half, garbage, flipped], ids=lambda damage: damage.__name__)
def test_a_broken_file_is_computed_anew(
    damage: Callable[[bytes], bytes], cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = encoder().encode_many(TEXTS, cache)
    cache.write_bytes(damage(cache.read_bytes()))
    capsys.readouterr()
    assert np.allclose(encoder().encode_many(TEXTS, cache), whole, atol=1e-3)
    assert computed(capsys)
    assert np.allclose(Encoder().encode_many(TEXTS, cache), whole, atol=1e-3)
    assert not computed(capsys)


def test_a_file_of_another_model_is_computed_anew(cache: Path) -> None:
    cache.parent.mkdir()
    np.savez(cache, keys=np.array(["a"]), vectors=np.ones((1, 7), np.float16))
    assert encoder().encode_many(TEXTS, cache).shape == (3, DIMENSIONS)


def test_nothing_half_written_is_left_beside_the_file(cache: Path) -> None:
    encoder().encode_many(TEXTS, cache)
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]
