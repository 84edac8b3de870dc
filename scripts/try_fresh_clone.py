"""Do on a fresh clone of HEAD what the README tells a newcomer to do, and fail where it does not work.

`make run` from nothing (a new .venv, a new model, new data, a free port), one question over HTTP, a stop with Ctrl-C, a
second start, then every `.venv/bin/...` line of the README that ends by itself and needs nothing filled in.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_START_SECONDS = 20 * 60
SECOND_START_SECONDS = 60  # 12 s on a quiet machine; a busy one must not fail here
COMMAND_SECONDS = 10 * 60
QUESTION = "申请公开要钱吗"
ENDLESS = ("serve", "shell", "run actions")
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy has no business on the way to ourselves
BLOCK = re.compile(r"```bash\n(.*?)```", re.S)


def readme_commands(text: str) -> list[str]:
    """The commands of the README's bash blocks, without comments."""
    lines = (line.split(" #")[0].strip() for block in BLOCK.findall(text) for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def runs_by_itself(command: str) -> bool:
    """False for what never ends and for what has a placeholder (a word in capitals)."""
    placeholder = re.search(r"(?<![\w/.])[A-Z]{2,}\b", command)
    return command.startswith(".venv/bin/") and not placeholder and not any(word in command for word in ENDLESS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, body: dict[str, str] | None = None) -> dict[str, object]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with DIRECT.open(request, timeout=30) as response:
        return dict(json.load(response))


def wait_until_ready(process: subprocess.Popen[bytes], url: str, limit: float) -> None:
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"make run ended with {process.returncode} before it was ready")
        try:
            DIRECT.open(f"{url}/health/ready", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"not ready after {limit:.0f} s")


@contextmanager
def make_run(clone: Path, environ: dict[str, str], limit: float) -> Iterator[str]:
    """The address of an assistant started with `make run`; stopped as Ctrl-C would."""
    url = f"http://127.0.0.1:{environ['BOT_PORT']}"
    started = time.monotonic()
    process = subprocess.Popen(["make", "run"], cwd=clone, env=environ, start_new_session=True)
    try:
        wait_until_ready(process, url, limit)
        print(f"ready after {time.monotonic() - started:.1f} s", flush=True)
        yield url
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise SystemExit("make run did not stop within 30 s of Ctrl-C") from None


def ask(url: str) -> None:
    reply = fetch(f"{url}/api/v1/messages", {"text": QUESTION})
    if reply["kind"] != "answer" or not reply["sources"]:
        raise SystemExit(f"no sourced answer to {QUESTION}: {json.dumps(reply, ensure_ascii=False)}")
    print(f"{QUESTION} -> {reply['entry']}")


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # CI may have us ignore Ctrl-C, and children inherit that
    with tempfile.TemporaryDirectory(prefix="fresh-clone-") as folder:
        clone = Path(folder) / "assistant"
        subprocess.run(["git", "clone", "--quiet", "--no-local", str(ROOT), str(clone)], check=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith("BOT_") and name != "MAKEFLAGS"}
        environ = own | {"BOT_PORT": str(free_port())}
        for limit in (FIRST_START_SECONDS, SECOND_START_SECONDS):
            with make_run(clone, environ, limit) as url:
                ask(url)
        for command in filter(runs_by_itself, readme_commands((clone / "README.md").read_text("utf-8"))):
            print(f"\n$ {command}", flush=True)
            subprocess.run(["bash", "-c", command], cwd=clone, env=environ, check=True, timeout=COMMAND_SECONDS)
    print("\nThe README's commands work on a fresh clone.")


if __name__ == "__main__":
    sys.exit(main())
