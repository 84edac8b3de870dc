"""What is installed is what the locks say, all of it can be imported, and nothing for tests is in the runtime lock."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*")
# Packages without a module of their own name to import, or whose import starts a program.
NOT_IMPORTED = {"wheel", "types-jsonschema", "types-pyyaml", "types-tqdm", "uv", "ruff"}


def pins(name: str) -> list[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def normal(package: str) -> str:
    """A package's name as the locks write it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def wanted(name: str) -> set[str]:
    """The package names of a list written by hand."""
    lines = (line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines())
    return {normal(re.split(r"[<>=;\[ ]", line)[0]) for line in lines if line}


def names(lock: str) -> set[str]:
    return {pin.split("==")[0] for pin in pins(lock)}


def modules_of(package: str) -> Iterator[str]:
    """The top-level packages a distribution installs."""
    for path in metadata.files(package) or []:
        if len(path.parts) == 2 and path.parts[1] == "__init__.py" and path.parts[0].isidentifier():
            yield path.parts[0]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_exact_versions_and_no_address(lock: str) -> None:
    assert [pin for pin in pins(lock) if not PIN.fullmatch(pin)] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_installed_is_what_the_lock_says(lock: str) -> None:
    differing = [pin for pin in pins(lock) if metadata.version(pin.split("==")[0]) != pin.split("==")[1]]
    assert differing == []


def test_the_locks_hold_what_the_short_lists_ask_for() -> None:
    assert wanted("requirements.in") <= names("requirements.lock")
    assert wanted("requirements-dev.in") <= names("requirements-dev.lock")


def imported_modules() -> set[str]:
    """The top-level modules that bot/ and actions/ import, and that are neither ours nor Python's."""
    paths = [path for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py")]
    found: set[str] = set()
    for node in (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).split(".")[0])
    return found - sys.stdlib_module_names - {"bot", "actions"}


def test_what_we_import_stands_in_the_short_list() -> None:
    owners, listed = metadata.packages_distributions(), wanted("requirements.in")
    unlisted = [m for m in imported_modules() if not {normal(owner) for owner in owners.get(m, [])} & listed]
    assert unlisted == []


def test_the_runtime_lock_holds_nothing_for_tests() -> None:
    assert names("requirements.lock") & (wanted("requirements-dev.in") | names("requirements-dev.lock")) == set()


def test_every_package_can_be_imported() -> None:
    packages = sorted((names("requirements.lock") | names("requirements-dev.lock")) - NOT_IMPORTED)
    modules = sorted({module for package in packages for module in modules_of(package)})
    assert len(modules) > 100
    script = (
        "import importlib, sys, traceback\n"
        "for name in sys.argv[1:]:\n"
        "    try: importlib.import_module(name)\n"
        "    except Exception as error: print(name, type(error).__name__, error)\n"
    )
    result = subprocess.run([sys.executable, "-W", "ignore", "-c", script, *modules], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""


def test_rasa_can_be_imported() -> None:
    script = "import rasa, rasa.core.agent, rasa.model_training, rasa.engine.recipes.default_recipe, rasa_sdk.executor"
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True)
