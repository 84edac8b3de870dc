"""Write requirements.lock and requirements-dev.lock from the short lists next to them.

    make lock                      keeps the versions already locked, adds and removes what the lists ask for
    make lock ARGS=--upgrade       also lifts everything as far as the lists allow

Resolved for Python 3.10 so that one lock serves 3.10 and 3.11. `requirements-overrides.in` holds the departures from
what packages declare. The dev lock repeats nothing of the runtime lock: it is installed on top of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.10"
HEADER = "# Written by scripts/lock.py; change {source} and run `make lock`.\n"


def compile_lock(sources: list[str], known: list[str], extra: list[str]) -> list[str]:
    """Resolve `sources` into `name==version` lines, preferring the versions in `known`."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "lock.txt"
        output.write_text("\n".join(known) + "\n", encoding="utf-8")
        subprocess.run(
            [uv(), "pip", "compile", *sources, "--override", "requirements-overrides.in", "--quiet", "--no-header",
             "--no-annotate", "--python-version", OLDEST_PYTHON, "--output-file", str(output), *extra],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        return pins(output)


def uv() -> str:
    """uv of the environment this script runs in, else the one on the path."""
    beside = Path(sys.executable).parent / "uv"
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        raise SystemExit("uv is missing: run `make lock`, which installs requirements-dev.lock first")
    return found


def pins(path: Path) -> list[str]:
    """The `name==version` lines of a lock; none when it does not exist yet."""
    if not path.exists():
        return []
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def write(path: Path, lines: list[str], source: str) -> None:
    path.write_text(HEADER.format(source=source) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(lines)} packages")


def main(arguments: list[str]) -> None:
    runtime, dev = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    locked = compile_lock(["requirements.in"], pins(runtime), arguments)
    write(runtime, locked, "requirements.in")
    both = compile_lock(
        ["requirements.in", "requirements-dev.in"], pins(dev) + locked, [*arguments, "--constraint", runtime.name]
    )
    write(dev, [line for line in both if line not in locked], "requirements-dev.in")


if __name__ == "__main__":
    main(sys.argv[1:])
