"""kill -9 at any point of a turn: one turn, one reply, the same reply, one ticket. Real processes, a real file."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conversation.victim import POINTS

ROOT = Path(__file__).parents[2]


def start(folder: Path, point: str, *ids: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.conversation.victim", str(folder), point, *ids]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def heard(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout
    return dict(json.loads(line) for line in process.stdout if line.startswith("["))


def run(folder: Path, point: str, *ids: str) -> tuple[int, dict[str, str]]:
    process = start(folder, point, *ids)
    replies = heard(process)
    return process.wait(), replies


def kept(folder: Path) -> dict[str, str]:
    """Message id → text of its reply; fails when anything is there twice or half."""
    with sqlite3.connect(folder / "bot.db") as connection:
        rows = connection.execute(
            "SELECT message_id, state, reply FROM messages LEFT JOIN replies ON replies.message = messages.id"
        ).fetchall()
        numbers = [number for (number,) in connection.execute("SELECT number FROM tickets ORDER BY sequence")]
        posted = [id_ for (id_,) in connection.execute("SELECT message_id FROM postings")]
    assert all(state == "answered" for _, state, _ in rows)
    replies = {id_: json.loads(reply) for id_, _, reply in rows}
    assert len(rows) == len(replies) == len(numbers)
    assert len(posted) == len(set(posted))
    assert sorted(reply["ticket"]["number"] for reply in replies.values()) == numbers
    return {id_: reply["messages"][0]["text"] for id_, reply in replies.items()}


@pytest.mark.parametrize("point", POINTS)
def test_a_turn_killed_at_any_point_is_finished_by_the_next_process(tmp_path: Path, point: str) -> None:
    code, replies = run(tmp_path, point, "m1")
    assert (code, replies) == (-signal.SIGKILL, {})
    code, replies = run(tmp_path, "never", "m1", "m1")
    assert code == 0
    assert kept(tmp_path) == replies


def test_a_process_killed_at_any_time_keeps_every_reply_it_gave(tmp_path: Path) -> None:
    chance, ids, told = random.Random(7), [f"m{count}" for count in range(200)], {}
    for _ in range(4):
        process = start(tmp_path, "never", *ids)
        assert process.stdout and process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.25))
        process.kill()
        for id_, text in heard(process).items():
            assert told.setdefault(id_, text) == text
        process.wait()
    code, replies = run(tmp_path, "never", *ids)
    assert code == 0
    assert told.items() <= replies.items()
    assert kept(tmp_path) == replies
