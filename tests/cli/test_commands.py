"""The command line as staff and the IT person run it: real processes, real files, exit codes and sentences."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cipher import WrongKey, load_cipher, new_key
from bot.cli.failures import explained
from bot.cli.serve import check_port
from bot.cli.words import Failure, words
from bot.library.problems import KnowledgeError, Problem
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.repositories import conversation_stores
from tests.store.samples import ticket

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


TICKET = replace(ticket(), fields={"what": "井盖没了，\t一个大坑，昨天晚上差点摔倒，请快来修一修", "other": "甲"})


def queue_with_a_ticket(data: Path) -> None:
    async def fill() -> None:
        database = await open_database(f"sqlite:///{data / 'bot.db'}")
        async with conversation_stores(database, load_cipher((), data)).ledger.transaction() as transaction:
            await transaction.add_ticket(TICKET)
        await database.close()

    asyncio.run(fill())


def test_staff_see_in_chinese_what_a_form_collected(tmp_path: Path) -> None:
    queue_with_a_ticket(tmp_path)
    listed, shown = bot("queue", "list", data=tmp_path), bot("queue", "show", TICKET.number, data=tmp_path)
    assert said(listed).splitlines()[1].split("\t")[-1] == "井盖没了， 一个大坑，昨天晚上差点摔倒，请快来…"
    assert "张三" not in said(listed) and "13812345678" not in said(listed)
    lines = said(shown).splitlines()
    for line in (
        "情况：井盖没了，\t一个大坑，昨天晚上差点摔倒，请快来修一修",
        "other：甲",
        "姓名：张三",
        "联系方式：13812345678",
    ):
        assert line in lines


def test_another_key_hides_what_is_private_and_nothing_else(tmp_path: Path) -> None:
    queue_with_a_ticket(tmp_path)
    written, other = (tmp_path / "secret.key").read_text().strip(), new_key()
    listed = bot("queue", "list", data=tmp_path, BOT_SECRET_KEY=other)
    assert listed.returncode == 0 and "密钥不符，无法解密" in said(listed) and "井盖没了" in said(listed)
    shown = bot("queue", "show", TICKET.number, data=tmp_path, BOT_SECRET_KEY=other)
    assert shown.returncode == 0 and "密钥不符，无法解密" in said(shown) and "BOT_SECRET_KEY" in said(shown)
    assert "张三" not in said(shown)
    rotated = bot("queue", "show", TICKET.number, data=tmp_path, BOT_SECRET_KEY=f"{other},{written}")
    assert "姓名：张三" in said(rotated)


def test_a_key_file_that_holds_none_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("")
    result = bot("queue", "list", data=tmp_path)
    assert result.returncode == 1
    assert "secret.key" in said(result) and "备份" in said(result)


def test_conversations_written_with_another_key_are_told_with_the_remedy() -> None:
    with pytest.raises(Failure, match=r"rasa\.db"), explained():
        raise WrongKey


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
