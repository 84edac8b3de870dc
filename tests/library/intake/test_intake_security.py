"""What must never come in: bombs, macros, passwords, scripts, paths that lead out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot.library.intake.collect import files_in, unpacked
from bot.library.intake.kinds import LARGEST
from bot.library.intake.readers import read
from bot.library.intake.reading import Upload
from bot.library.intake.refusal import Refused


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def code_of(content: bytes, name: str = "a.txt") -> str:
    (_, found), *_ = unpacked(Upload(name, content))
    if isinstance(found, Refused):
        return found.code
    with pytest.raises(Refused) as refused:
        read(found)
    return refused.value.code


@pytest.mark.parametrize("name", ["../out.txt", "/etc/passwd", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_an_archive_with_a_path_that_leads_out_is_refused(name: str) -> None:
    assert code_of(zipped(**{name: b"x"})) == "unsafe_path"


def test_a_bomb_is_refused_by_ratio_by_total_and_by_count() -> None:
    assert code_of(zipped(a=b"0" * 2**22)) == "bomb"
    assert code_of(zipped(**{f"{i}.txt": b"x" for i in range(2001)})) == "bomb"
    assert code_of(zipped(**{"[Content_Types].xml": b"0" * 2**22, "word/document.xml": b"x"})) == "bomb"


def test_macros_archives_in_archives_and_programs_are_refused() -> None:
    assert (
        code_of(zipped(**{"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}))
        == "macros"
    )
    assert code_of(zipped(**{"b.zip": zipped(a=b"x")})) == "nested"
    assert code_of(b"MZ\x90\x00 program", "notice.docx") == "unknown_type"


def test_old_office_passwords_sizes_and_other_encodings_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert code_of(ole) == "old_office"
    assert code_of(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert code_of(b"a" * (LARGEST + 1)) == "too_large"
    assert code_of("市民公開資訊與辦理須知，請依規定辦理申請程序。".encode("big5")) == "encoding"


def test_no_script_survives() -> None:
    page = (
        "<html><body><h1>关于测试的通知</h1><p onclick='x()'>正文</p><script>alert(1)</script><iframe src=x></iframe>"
    )
    reading = read(Upload("a.html", f"{page}<a href='javascript:alert(1)//a.pdf'>附件</a></body></html>".encode()))
    assert "alert" not in reading.text
    assert "<" not in reading.text
    assert reading.attachments == ()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    ((name, found),) = files_in(folder)
    assert name == "a.txt"
    assert isinstance(found, Refused)
    assert found.code == "link"
