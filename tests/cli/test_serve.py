"""What the IT person sees when the assistant starts."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

from bot.cli.words import words
from bot.settings import Settings, environment

ROOT = Path(__file__).resolve().parents[2]


def started(settings: Settings) -> list[str]:
    """The lines of a start, up to the address."""
    command = [sys.executable, "-m", "bot", "serve"]
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment(settings), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if str(settings.port) in line:
                process.send_signal(signal.SIGINT)
    assert process.returncode == 0, lines
    return lines


def test_a_start_says_what_the_import_did(tmp_path: Path, trained_model: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = Settings(port=port, data_dir=tmp_path, model_dir=trained_model)
    count = len(list((ROOT / "knowledge").glob("*/*.yml")))
    assert started(settings)[0] == words()["imported"].format(unchanged=0, new=count, updated=0)
    withdraw = [sys.executable, "-m", "bot", "withdraw", "apply.fee", "--reason", "政策改了"]
    subprocess.run(withdraw, cwd=ROOT, env=environment(settings), check=True)
    first, second, *_ = started(settings)
    assert first == words()["imported"].format(unchanged=count - 1, new=0, updated=0)
    assert "apply.fee" in second
    assert "restore" in second
