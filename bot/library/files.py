"""Load a knowledge folder: every mistake in it is reported at once, with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.library.bureau import Bureau
from bot.library.catalogue import topics_from
from bot.library.folder import FOLDERS, SINGLE_FILES, Corpus, Folder, KnowledgeFile
from bot.library.problems import Fault, KnowledgeError, Problem, yaml_reason
from bot.library.rules import rule_faults
from bot.library.schema import entry_faults, file_faults
from bot.library.yaml_text import BrokenYaml, read_yaml
from bot.reasons import reason


def load_folder(root: Path) -> Folder:
    """The folder, checked; raises KnowledgeError with all problems."""
    folder = inspect_folder(root)
    if folder.problems:
        raise KnowledgeError(folder.problems)
    return folder


def inspect_folder(root: Path) -> Folder:
    """The folder with its problems; `files` holds only the files whose shape is right."""
    if not root.is_dir():
        return Folder(problems=(_problem(root.as_posix(), Fault("no_folder")),), root=root)
    problems: list[Problem] = []
    bureau, catalogue, facets = (_read_single(root, name, problems) for name in SINGLE_FILES)
    files = _read_entries(root, problems)
    shaped = [file for file in files if _well_shaped(file, problems)]
    values = Bureau.from_data(bureau.data) if bureau else None
    # Ids of files that do not parse count as existing, so that one mistake is not reported again wherever it is cited.
    corpus = Corpus(tuple(shaped), frozenset(path.stem for path in _paths(root)), values)
    problems.extend(file.problem(fault) for file, fault in rule_faults(corpus))
    located = sorted(replace(problem, file=(root / problem.file).as_posix()) for problem in problems)
    return Folder(
        files=corpus.files,
        bureau=values or Bureau(),
        topics=topics_from(catalogue.data) if catalogue else (),
        facets=facets.data if facets else {},
        problems=tuple(located),
        root=root,
        catalogue=catalogue,
    )


def _paths(root: Path) -> list[Path]:
    return sorted(path for name in set(FOLDERS.values()) for path in (root / name).glob("*.yml"))


def _read_entries(root: Path, problems: list[Problem]) -> list[KnowledgeFile]:
    paths = _paths(root)
    if not paths:
        problems.append(_problem(".", Fault("empty_folder")))
    files = (_read(root, path, problems) for path in paths)
    return [file for file in files if file]


def _read_single(root: Path, name: str, problems: list[Problem]) -> KnowledgeFile | None:
    """One of bureau.yml, catalogue.yml and facets.yml, or None when it has problems."""
    path = root / f"{name}.yml"
    if not path.is_file():
        problems.append(_problem(path.name, Fault("missing_file")))
        return None
    file = _read(root, path, problems)
    faults = list(file_faults(name, file.data)) if file else []
    problems.extend(file.problem(fault) for fault in faults if file)
    return None if faults else file


def _read(root: Path, path: Path, problems: list[Problem]) -> KnowledgeFile | None:
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_bytes().decode("utf-8")
        return KnowledgeFile(name, text, read_yaml(text))
    except UnicodeDecodeError as error:
        problems.append(_problem(name, Fault("not_utf8"), error.object.count(b"\n", 0, error.start) + 1))
    except BrokenYaml as error:
        problems.append(_problem(name, Fault("broken_yaml", values={"reason": yaml_reason(error.reason)}), error.line))
    except OSError as error:
        problems.append(_problem(name, Fault("unreadable", values={"reason": reason(error).rpartition("：")[2]})))
    return None


def _well_shaped(file: KnowledgeFile, problems: list[Problem]) -> bool:
    faults = list(entry_faults(file.data))
    problems.extend(file.problem(fault) for fault in faults)
    return not faults


def _problem(file: str, fault: Fault, line: int = 1) -> Problem:
    return Problem(file, line, fault.code, fault.message)


def faults_of(data: Any, among: Iterable[KnowledgeFile], bureau: Bureau) -> list[Fault]:
    """What is wrong with one entry's data, judged with its neighbours: for staff's edits, before they are saved."""
    faults = list(entry_faults(data))
    if faults:
        return faults
    file = KnowledgeFile(f"{FOLDERS[data['kind']]}/{data['id']}.yml", "", data)
    files = (*(other for other in among if other.stem != file.stem), file)
    corpus = Corpus(files, frozenset(other.stem for other in files), bureau)
    return [fault for owner, fault in rule_faults(corpus) if owner is file]
