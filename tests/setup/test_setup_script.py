"""scripts/setup.sh on a copy with a tiny lock: nothing twice, clean after a cut-off, one sentence when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Checkout:
    """A folder with the setup script and a lock; `tools` is a folder of commands that come first on the path."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tools = root / "tools"
        self.tools.mkdir()
        (root / "scripts").mkdir()
        (root / "scripts/setup.sh").write_bytes((ROOT / "scripts/setup.sh").read_bytes())
        (root / "requirements.lock").write_text("# nothing\n")

    def tool(self, name: str, body: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def setup(self, **environ: str) -> subprocess.CompletedProcess[str]:
        own = {"PATH": f"{self.tools}:{os.environ['PATH']}", "PIP_NO_INDEX": "1", "PYTHON": sys.executable}
        return subprocess.run(
            ["bash", "scripts/setup.sh"], cwd=self.root, env=os.environ | own | environ, capture_output=True, text=True
        )

    def installed(self) -> Path:
        """A file that only a new environment lacks."""
        marker = self.root / ".venv/marker"
        marker.touch()
        return marker


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def sentence(result: subprocess.CompletedProcess[str]) -> str:
    """The one error sentence of a set-up that could not be done."""
    assert result.returncode != 0
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("错误：")]
    return line


def test_the_second_run_has_nothing_to_do(checkout: Checkout) -> None:
    first = checkout.setup()
    assert first.returncode == 0, first.stderr
    second = checkout.setup()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_a_changed_lock_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    checkout.setup()
    marker = checkout.installed()
    (checkout.root / "requirements.lock").write_text("# something else\n")
    assert "requirements.lock" in checkout.setup().stdout
    assert marker.exists()


def test_an_install_cut_off_while_unpacking_starts_afresh(checkout: Checkout) -> None:
    checkout.setup()
    marker = checkout.installed()
    (checkout.root / ".venv/requirements.lock.stamp").unlink()
    (checkout.root / ".venv/install.log").write_text("Installing collected packages: six\n")
    assert checkout.setup().returncode == 0
    assert not marker.exists()


def test_an_environment_cut_off_while_it_was_made_starts_afresh(checkout: Checkout) -> None:
    (checkout.root / ".venv/bin").mkdir(parents=True)
    (checkout.root / ".venv/bin/python").symlink_to(sys.executable)
    assert checkout.setup().returncode == 0
    assert (checkout.root / ".venv/pyvenv.cfg").exists()


def test_a_package_that_cannot_be_had_is_one_sentence_and_the_old_environment_stays(checkout: Checkout) -> None:
    checkout.setup()
    marker = checkout.installed()
    (checkout.root / "requirements.lock").write_text("no-such-package==1.0\n")
    assert "网络" in sentence(checkout.setup())
    (checkout.root / "requirements.lock").write_text("# nothing\n")
    assert checkout.setup().returncode == 0
    assert marker.exists()


def test_the_wrong_python_is_one_sentence(checkout: Checkout) -> None:
    checkout.tool("python9", "exit 1")
    assert "3.11" in sentence(checkout.setup(PYTHON="python9"))


def test_a_python_without_venv_is_one_sentence(checkout: Checkout) -> None:
    checkout.tool("python9", 'case "$2" in *ensurepip*) exit 1;; esac')
    assert "python3-venv" in sentence(checkout.setup(PYTHON="python9"))


def test_a_full_disk_is_one_sentence(checkout: Checkout) -> None:
    checkout.tool("df", 'printf "Filesystem\\nx 1 1 2097152 1 /\\n"')
    assert "只有 2 GB" in sentence(checkout.setup())
    checkout.tool("df", 'printf "Filesystem\\nx 1 1 147456 1 /\\n"')
    assert "只有 144 MB" in sentence(checkout.setup())  # not “0 GB”
