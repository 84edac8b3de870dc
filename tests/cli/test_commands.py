"""The command line as staff and the IT person run it: real processes, real files, exit codes and sentences."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.failures import explained
from bot.cli.serve import check_port
from bot.cli.words import Failure, words
from bot.library.problems import KnowledgeError, Problem
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def bot(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**clean, "BOT_DATA_DIR": str(data), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr, result.stderr
    return result.stdout + result.stderr


def test_the_knowledge_is_checked_against_the_catalogue(tmp_path: Path) -> None:
    result = bot("check", data=tmp_path)
    assert result.returncode == 0, said(result)
    assert "169/169" in said(result)


def test_a_mistake_in_the_knowledge_is_told_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    broken = folder / "faq" / "apply.fee.yml"
    broken.write_text(broken.read_text("utf-8").replace("answer:", "answr:"), "utf-8")
    for command in ("check", "import"):
        result = bot(command, data=tmp_path / "data", BOT_KNOWLEDGE_DIR=str(folder))
        assert result.returncode == 1
        assert "apply.fee.yml" in said(result)


def test_import_twice_and_export_come_back_to_the_same_files(tmp_path: Path) -> None:
    for _ in range(2):
        assert bot("import", data=tmp_path / "data").returncode == 0
    result = bot("export", str(tmp_path / "out"), data=tmp_path / "data")
    assert result.returncode == 0, said(result)
    entries = sorted(path.relative_to(ROOT / "knowledge") for path in (ROOT / "knowledge").glob("*/*.yml"))
    assert sorted(path.relative_to(tmp_path / "out") for path in (tmp_path / "out").glob("*/*.yml")) == entries


def test_an_empty_queue_says_so(tmp_path: Path) -> None:
    result = bot("queue", "list", data=tmp_path)
    assert result.returncode == 0
    assert words()["queue_empty"] in said(result)


@pytest.mark.parametrize("arguments", [("show", "JA0"), ("answer", "JA0", "好的")])
def test_a_ticket_that_does_not_exist_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = bot("queue", *arguments, data=tmp_path)
    assert result.returncode == 1
    assert "JA0" in said(result)


def test_settings_that_cannot_be_used_are_told_all_at_once(tmp_path: Path) -> None:
    result = bot("queue", "list", data=tmp_path, BOT_PORT="x", BOT_PROT="1")
    assert result.returncode == 1
    assert "BOT_PORT" in said(result)
    assert "BOT_PROT" in said(result)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    assert bot("queue", "list", data=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    connection.close()
    result = bot("queue", "list", data=tmp_path)
    assert result.returncode == 1
    assert words()["errors"]["newer"] in said(result)


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"this is no database, only words" * 100)
    result = bot("queue", "list", data=tmp_path)
    assert result.returncode == 1
    assert said(result).strip()


@pytest.mark.parametrize("line", ["{", "[1]"])
def test_a_broken_evaluation_file_is_told_before_anything_is_loaded(tmp_path: Path, line: str) -> None:
    (tmp_path / "cases.jsonl").write_text(line, "utf-8")
    result = bot("evaluate", str(tmp_path / "cases.jsonl"), data=tmp_path)
    assert result.returncode == 1
    assert "cases.jsonl:1" in said(result)


def test_help_tells_what_an_evaluation_does_to_a_running_server(tmp_path: Path) -> None:
    told = said(bot("evaluate", "--help", data=tmp_path, COLUMNS="500"))
    assert words()["options"]["server"] in told and "evaluation-" in told


def test_a_question_longer_than_a_citizens_may_be_is_refused_at_once(tmp_path: Path) -> None:
    nothing = str(tmp_path / "no-knowledge")  # who went on from here would stop at this, before a training of minutes
    result = bot("ask", "长" * 101, data=tmp_path, BOT_MAX_TEXT_LENGTH="100", BOT_KNOWLEDGE_DIR=nothing)
    assert result.returncode == 1
    assert words()["errors"]["long"].format(limit=100) in said(result)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text('{"text": "你好", "entry": "chat.greet"}', "utf-8")
    result = bot("evaluate", str(tmp_path / "cases.jsonl"), "--server", "http://127.0.0.1:9", data=tmp_path)
    assert result.returncode == 1
    assert words()["errors"]["server"].split("：")[0] in said(result)


@pytest.mark.parametrize("arguments", [(), ("fly",), ("queue",), ("queue", "answer", "JA1")])
def test_unknown_words_end_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert bot(*arguments, data=tmp_path).returncode == 2


def test_a_taken_port_is_told_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Failure, match=str(port)):
            check_port(Settings(port=port))


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(Failure, match=r"192\.0\.2\.1"):
        check_port(Settings(host="192.0.2.1"))


@pytest.mark.parametrize("host", ["no-such-host.invalid", "not an address"])
def test_an_address_that_is_none_is_told(host: str) -> None:
    with pytest.raises(Failure):
        check_port(Settings(host=host))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_cannot_be_written_is_told(number: int) -> None:
    with pytest.raises(Failure, match="磁盘"), explained():
        raise OSError(number, os.strerror(number))


def test_many_mistakes_are_cut_at_fifty() -> None:
    problems = [Problem(f"faq/{number:02}.yml", 1, "code", "坏了") for number in range(60)]
    with pytest.raises(Failure) as failure, explained():
        raise KnowledgeError(problems)
    assert "60" in str(failure.value).split("\n")[0]
    assert str(failure.value).count("坏了") == 50


def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError
