"""Every sentence the command line may say is there, and every hole in it is filled."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import get_args

import pytest

from bot.__main__ import _COMMANDS, parser
from bot.cli.words import Failure, words
from bot.library.importer import Result

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "bot/cli").glob("*.py")), ROOT / "bot/wiring.py", ROOT / "bot/__main__.py"]


def calls(name: str) -> list[tuple[str, str, set[str]]]:
    """(file, first argument, keywords) of every call name("literal", …) in the command line's code."""
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                for literal in ast.walk(node.args[0]):
                    if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                        found.append((path.name, literal.value, {str(keyword.arg) for keyword in node.keywords}))
    return found


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("file", "name", "given"), calls("Failure"))
def test_a_failure_has_a_sentence_and_fills_it(file: str, name: str, given: set[str]) -> None:
    assert holes(words()["errors"][name]) <= given


def test_every_sentence_about_a_failure_is_used() -> None:
    assert set(words()["errors"]) == {name for _, name, _ in calls("Failure")} | {"settings"}


@pytest.mark.parametrize(("file", "name", "given"), [call for call in calls("say") if call[0] != "wiring.py"])
def test_what_is_said_has_words_and_fills_them(file: str, name: str, given: set[str]) -> None:
    assert holes(str(words()[name])) <= given


@pytest.mark.parametrize("step", sorted({name for file, name, _ in calls("say") if file == "wiring.py"}))
def test_every_long_step_has_words(step: str) -> None:
    assert words()["steps"][step]


def test_every_command_has_a_line_of_help() -> None:
    assert set(words()["commands"]) == set(_COMMANDS)
    assert all(line in parser().format_help() for line in ("启动助手", "热线队列"))


@pytest.mark.parametrize("code", ["encoding", "json", "shape", "field", "empty"])
def test_every_fault_of_an_evaluation_file_has_words(code: str) -> None:
    assert code in (ROOT / "bot/evaluation/cases.py").read_text("utf-8")
    assert holes(words()["case_reasons"][code]) <= {"value"}


def test_every_result_of_an_import_has_words() -> None:
    counted = {"unchanged", "new", "updated"}
    assert set(words()["import_results"]) | counted == set(get_args(Result))
    assert all(holes(sentence) == {"count", "ids"} for sentence in words()["import_results"].values())


@pytest.mark.parametrize("name", sorted(words()["errors"]))
def test_a_failure_is_a_whole_chinese_sentence(name: str) -> None:
    said = str(Failure(name, **dict.fromkeys(holes(words()["errors"][name]), "X")))
    assert not {"{", "}"} & set(said)
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
