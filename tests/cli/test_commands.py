"""The command line as staff and the IT person run it: real processes, real files, exit codes and sentences."""

from __future__ import annotations

import asyncio
import errno
import gzip
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tarfile
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


CHINESE = re.compile("[\u4e00-\u9fff]")
# Three words of English in a row; commands to type are none: they have a dot, a dash or a slash close by.
ENGLISH = re.compile(r"(?<![-./\w])[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}(?![-./\w])")


def bot(*arguments: str, data: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**clean, **({"BOT_DATA_DIR": str(data)} if data else {}), **environment},
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


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yml")}


def test_an_export_is_imported_as_it_is_and_comes_out_the_same(tmp_path: Path) -> None:
    for _ in range(2):
        assert bot("import", data=tmp_path / "data").returncode == 0
    assert bot("withdraw", "apply.fee", "--reason", "政策改了", data=tmp_path / "data").returncode == 0
    first, second = tmp_path / "first", tmp_path / "second"
    result = bot("export", str(first), data=tmp_path / "data")
    assert result.returncode == 0, said(result)
    assert files(first).keys() == files(ROOT / "knowledge").keys()
    assert [name for name, content in files(first).items() if content != (ROOT / "knowledge" / name).read_bytes()] == [
        "faq/apply.fee.yml"
    ]
    result = bot("import", str(first), data=tmp_path / "other")
    assert result.returncode == 0, said(result)
    assert "BOT_KNOWLEDGE_DIR" in said(result)  # the next start reads another folder
    result = bot("export", str(second), data=tmp_path / "other", BOT_KNOWLEDGE_DIR=str(first))
    assert result.returncode == 0, said(result)
    assert files(second) == files(first)


def test_an_import_says_what_it_did(tmp_path: Path) -> None:
    folder, data = tmp_path / "knowledge", tmp_path / "data"
    shutil.copytree(ROOT / "knowledge", folder)

    def import_() -> list[str]:
        result = bot("import", data=data, BOT_KNOWLEDGE_DIR=str(folder))
        assert result.returncode == 0
        return said(result).splitlines()

    count = len(list(folder.glob("*/*.yml")))
    assert import_() == [words()["imported"].format(unchanged=0, new=count, updated=0)]
    assert bot("withdraw", "apply.fee", "--reason", "政策改了", data=data).returncode == 0
    greet = folder / "chat/chat.greet.yml"
    greet.write_text(greet.read_text("utf-8") + "# 新的说明\n", "utf-8")
    (folder / "faq/enforce.officers.yml").rename(folder / "faq/enforce.staff.yml")
    staff = folder / "faq/enforce.staff.yml"
    staff.write_text(staff.read_text("utf-8").replace("id: enforce.officers", "id: enforce.staff"), "utf-8")
    for path in folder.glob("*/*.yml"):
        text = path.read_text("utf-8")
        if "enforce.officers" in text:
            path.write_text(text.replace("enforce.officers", "enforce.staff"), "utf-8")
    first, *more = import_()
    assert "新增 1 条" in first
    assert [(line.split("：")[1].split("。")[0]) for line in more] == ["enforce.officers", "apply.fee"]
    assert "withdraw" in more[0] and "restore" in more[1]


def test_what_is_withdrawn_is_told_by_check_until_it_is_restored(tmp_path: Path) -> None:
    assert bot("import", data=tmp_path).returncode == 0
    assert "apply.fee" in said(bot("withdraw", "apply.fee", "--reason", "政策改了", data=tmp_path))
    result = bot("check", data=tmp_path)
    assert result.returncode == 1
    assert "政策改了" in said(result) and "knowledge/faq/apply.fee.yml:1: " in said(result)
    assert bot("restore", "apply.fee", data=tmp_path).returncode == 0
    result = bot("check", data=tmp_path)
    assert result.returncode == 0
    assert "apply.fee" not in said(result)


def test_check_looks_without_making_a_database(tmp_path: Path) -> None:
    assert bot("check", data=tmp_path / "data").returncode == 0
    assert not (tmp_path / "data").exists()


def test_what_check_says_is_chinese_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    fee = folder / "faq/apply.fee.yml"
    fee.write_text(fee.read_text("utf-8").replace("from: 2019-05-15", "from: 2999-05-15"), "utf-8")
    result = bot("check", data=tmp_path / "data", BOT_KNOWLEDGE_DIR=str(folder))
    lines = said(result).splitlines()
    (problem,) = [line for line in lines if "apply.fee" in line]
    assert re.match(rf"{folder}/faq/apply\.fee\.yml:[0-9]+: ", problem)
    counts = re.compile(r"  [a-z]+：[0-9]+/[0-9]+")
    assert [line for line in lines if not CHINESE.search(line) and not counts.fullmatch(line)] == []


BAD_INPUT = {
    "unknown entry": (("withdraw", "no.such", "--reason", "改了"), {}),
    "unknown entry to restore": (("restore", "no.such"), {}),
    "no reason": (("withdraw", "apply.fee", "--reason", " "), {}),
    "no folder to import": (("import", "/nowhere"), {}),
    "a file to export to": (("export", "{tmp}/file"), {}),
    "no folder of knowledge to export": (("export", "{tmp}/out"), {"BOT_KNOWLEDGE_DIR": "/nowhere"}),
    "no evaluation file": (("evaluate", "/nowhere.jsonl"), {}),
    "a folder to evaluate": (("evaluate", "{tmp}"), {}),
    "another encoding": (("evaluate", "{tmp}/gbk.jsonl"), {}),
    "nothing to evaluate": (("evaluate", "{tmp}/empty.jsonl"), {}),
    "no address": (("evaluate", "{tmp}/one.jsonl", "--server", "nonsense"), {}),
    "another scheme": (("evaluate", "{tmp}/one.jsonl", "--server", "ftp://x"), {}),
    "no such host": (("evaluate", "{tmp}/one.jsonl", "--server", "http://no-such-host.invalid"), {}),
    "nobody there": (("evaluate", "{tmp}/one.jsonl", "--server", "http://127.0.0.1:9"), {}),
    "a file for data": (("queue", "list"), {"BOT_DATA_DIR": "{tmp}/file"}),
    "no database": (("queue", "list"), {"BOT_DATABASE_URL": "sqlite:///{tmp}/file"}),
    "a folder as database": (("queue", "list"), {"BOT_DATABASE_URL": "sqlite:///{tmp}"}),
    "no name of a file": (("queue", "list"), {"BOT_DATABASE_URL": "sqlite:///"}),
    "no number of a port": (("queue", "list"), {"BOT_DATABASE_URL": "postgresql://bot@127.0.0.1:port/bot"}),
    "nobody at the port": (("queue", "list"), {"BOT_DATABASE_URL": "postgresql://bot@127.0.0.1:9/bot"}),
    "no such server": (("queue", "list"), {"BOT_DATABASE_URL": "postgresql://bot@no-such-host.invalid/bot"}),
    "broken working days": (("queue", "list"), {"BOT_DATA_DIR": "{tmp}/years"}),
    "broken yaml to train with": (("train",), {"BOT_KNOWLEDGE_DIR": "{tmp}/broken"}),
    "a word too many": (("ask", "要 钱", "吗"), {}),
    "a word too few": (("withdraw",), {}),
    "no command": (("fly",), {}),
    "no value": (("evaluate", "x", "--server"), {}),
}


@pytest.mark.parametrize(("arguments", "environment"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_told_in_chinese(tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    (tmp_path / "file").write_text("这不是数据库" * 100, "utf-8")
    (tmp_path / "gbk.jsonl").write_bytes("问".encode("gbk"))
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    (tmp_path / "one.jsonl").write_text('{"text": "你好", "entry": "chat.greet"}', "utf-8")
    (tmp_path / "years").mkdir()
    (tmp_path / "years/working-days.yml").write_text("2027: [", "utf-8")
    (tmp_path / "broken/faq").mkdir(parents=True)
    (tmp_path / "broken/faq/a.b.yml").write_text("title: !!python/name:os.system\n", "utf-8")
    words_ = [word.replace("{tmp}", str(tmp_path)) for word in arguments]
    values = {"BOT_DATA_DIR": str(tmp_path / "data"), **environment}
    result = bot(*words_, **{name: value.replace("{tmp}", str(tmp_path)) for name, value in values.items()})
    assert result.returncode in (1, 2), said(result)
    lines = [line for line in said(result).splitlines() if not line.startswith(("usage:", " "))]
    assert lines and all(CHINESE.search(line) for line in lines), lines
    assert not ENGLISH.search("\n".join(lines)), lines


def test_a_broken_model_is_told() -> None:
    for error in (EOFError("Compressed file ended"), tarfile.ReadError("not a gzip file"), gzip.BadGzipFile("x")):
        with pytest.raises(Failure, match="train --force"), explained():
            raise error


def test_who_stops_listening_ends_it_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot check | true"
    result = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.stderr == ""


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
    assert "http://127.0.0.1:9" in said(result)


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


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "/data/x：没有读写权限")]
)
def test_a_disk_that_cannot_be_written_is_told(number: int, said: str) -> None:
    with pytest.raises(Failure, match=said) as failure, explained():
        raise OSError(number, os.strerror(number), "/data/x")
    assert os.strerror(number) not in str(failure.value)


def test_many_mistakes_are_cut_at_fifty() -> None:
    problems = [Problem(f"faq/{number:02}.yml", 1, "code", "坏了") for number in range(60)]
    with pytest.raises(Failure) as failure, explained():
        raise KnowledgeError(problems)
    assert "60" in str(failure.value).split("\n")[0]
    assert str(failure.value).count("坏了") == 50


def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError
