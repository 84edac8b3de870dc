"""What one key wrote, only that key reads; the key file is made once and for its owner alone."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.cipher import KEY_FILE, BadKey, Cipher, WrongKey, load_cipher, new_key

OLD, NEW = new_key(), new_key()


def test_what_is_encrypted_comes_back_and_is_not_in_the_token() -> None:
    token = Cipher([OLD]).encrypt("张三 13812345678 😀")
    assert token.isascii() and "13812345678" not in token
    assert Cipher([OLD]).decrypt(token) == "张三 13812345678 😀"
    assert Cipher([OLD]).encrypt("甲") != Cipher([OLD]).encrypt("甲")


def test_another_key_and_a_changed_token_are_refused_without_words() -> None:
    token = Cipher([OLD]).encrypt("张三")
    for cipher, damaged in (
        (Cipher([NEW]), token),
        (Cipher([OLD]), token[:-8] + "AAAAAAA="),
        (Cipher([OLD]), "{}"),
        (Cipher([OLD]), "明文"),
    ):
        with pytest.raises(WrongKey) as caught:
            cipher.decrypt(damaged)
        assert "张三" not in str(caught.value)


def test_after_a_rotation_the_first_key_writes_and_the_old_one_still_reads() -> None:
    rotated, before = Cipher([NEW, OLD]), Cipher([OLD]).encrypt("旧")
    assert rotated.decrypt(before) == "旧"
    assert Cipher([NEW]).decrypt(rotated.encrypt("新")) == "新"
    with pytest.raises(WrongKey):
        Cipher([OLD]).decrypt(rotated.encrypt("新"))


def test_without_a_setting_a_file_is_made_once_for_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "new folder"
    token = load_cipher((), folder).encrypt("甲")
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert load_cipher((), folder).decrypt(token) == "甲"
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_of_many_first_starts_at_once_all_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        ciphers = list(pool.map(lambda _: load_cipher((), tmp_path), range(8)))
    assert {cipher.decrypt(ciphers[0].encrypt("甲")) for cipher in ciphers} == {"甲"}


def test_the_setting_goes_before_the_file_and_makes_none(tmp_path: Path) -> None:
    assert Cipher([NEW]).decrypt(load_cipher((NEW, OLD), tmp_path).encrypt("甲")) == "甲"
    assert not (tmp_path / KEY_FILE).exists()


def test_the_file_may_hold_several_keys(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text(f"{NEW}\n{OLD}\n")
    assert load_cipher((), tmp_path).decrypt(Cipher([OLD]).encrypt("旧")) == "旧"


@pytest.mark.parametrize("content", ["", "\n", "not a key", "\xff" * 44])
def test_a_file_that_holds_no_key_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / KEY_FILE).write_text(content)
    with pytest.raises(BadKey, match=KEY_FILE) as caught:
        load_cipher((), tmp_path)
    assert "not a key" not in str(caught.value)
