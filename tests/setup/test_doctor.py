"""The doctor finds what is wrong with a machine and says what to do."""

from __future__ import annotations

import os
import socket
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot import doctor
from bot.doctor import Check
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(port=free_port(), data_dir=tmp_path / "data", model_dir=tmp_path / "models")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def checks(settings: Settings, fresh: bool = True) -> dict[str, Check]:
    return {check.name: check for check in doctor.run(settings, lambda: fresh)}


def test_a_machine_that_is_ready_has_no_needed_remedy(settings: Settings) -> None:
    assert [check for check in checks(settings).values() if check.needed and not check.ok] == []


def test_looking_makes_nothing(settings: Settings) -> None:
    checks(settings)
    assert not settings.data_dir.exists()


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind((settings.host, 0))
        other.listen()
        taken = replace(settings, port=other.getsockname()[1])
        port = checks(taken)["port"]
    assert not port.ok
    assert str(taken.port) in port.remedy and "BOT_PORT" in port.remedy


def test_a_stale_or_missing_model_is_found(settings: Settings) -> None:
    assert not checks(settings, fresh=False)["model"].ok
    assert not {check.name: check for check in doctor.run(settings)}["model"].ok


def test_a_damaged_database_is_found(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "bot.db").write_bytes(b"no database at all" * 100)
    database = checks(settings)["database"]
    assert not database.ok
    assert "BOT_DATABASE_URL" in database.remedy


def test_an_unreachable_server_is_found_and_its_password_kept(settings: Settings) -> None:
    url = f"postgresql://bot:hunter2@127.0.0.1:{free_port()}/bot"
    database = checks(replace(settings, database_url=url))["database"]
    assert not database.ok
    assert "hunter2" not in database.remedy
    assert "连接被拒绝" in database.remedy


def test_a_database_the_server_does_not_have_is_found(settings: Settings) -> None:
    server = os.environ.get("TEST_POSTGRES", "postgresql://root@127.0.0.1:5432")
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", urlsplit(server).port or 5432)):
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no PostgreSQL at {server}")
    database = checks(replace(settings, database_url=f"{server}/no_such_database"))["database"]
    assert "没有这个数据库" in database.remedy or "用户名" in database.remedy


def test_a_knowledge_folder_that_is_not_there_is_named(settings: Settings) -> None:
    assert "/nowhere" in checks(replace(settings, knowledge_dir=Path("/nowhere")))["knowledge"].remedy


def test_packages_that_differ_from_the_lock_are_counted(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("# comment\nrasa==9.9.9\nno-such-package==1.0\n")
    assert doctor.wrong_packages(lock) == {"count": 2, "example": "rasa==9.9.9"}
