"""YAML as the knowledge files use it: the core rules of YAML 1.2, so `on` is a word, and 0591 and dates stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

_CORE = {
    "null": (r"~|null|", ["~", "n", ""]),
    "bool": (r"true|false", ["t", "f"]),
    "int": (r"-?(?:0|[1-9][0-9]*)", list("-0123456789")),
    "float": (r"-?(?:0|[1-9][0-9]*)\.[0-9]+", list("-0123456789")),
}


class BrokenYaml(ValueError):
    """The text is no YAML, or says the same field twice. `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


class _Loader(yaml.CSafeLoader):
    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """At once and whole (deep), so that an alias inside its own anchor is refused; `!!int x` too, with its line."""
        try:
            return super().construct_object(node, deep=True)
        except (KeyError, ValueError):
            raise yaml.constructor.ConstructorError(None, None, "not of its kind", node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a repeated field: YAML keeps the last one silently, and an editor's text would be lost."""
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "field is no word", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"duplicate field '{key.value}'", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


# What JSON knows too. Any other tag, !!python/… or !!set, is refused.
_KINDS = ("null", "bool", "int", "float", "str", "seq", "map")
_Loader.yaml_constructors = {
    tag: make
    for tag, make in yaml.CSafeLoader.yaml_constructors.items()
    if tag is None or tag.rpartition(":")[2] in _KINDS
}
for _kind in (_Loader, _Dumper):
    _kind.yaml_implicit_resolvers = {}
    for _tag, (_pattern, _first) in _CORE.items():
        _kind.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)
_Dumper.add_representer(str, _represent_text)


def read_yaml(text: str) -> Any:
    """The data; raises BrokenYaml."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BrokenYaml(mark.line + 1 if mark else 1, error.problem or str(error)) from None
    except yaml.reader.ReaderError as error:
        raise BrokenYaml(text.count("\n", 0, error.position) + 1, error.reason) from None
    except RecursionError:
        raise BrokenYaml(1, "too deep") from None


def write_yaml(data: Any) -> str:
    """A stable text that `read_yaml` reads back to equal data; fields keep their order."""
    return str(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9))


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line (from 1) of the value at that path, or of its nearest ancestor that exists."""
    node, line = yaml.compose(text, Loader=_Loader), 1
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        mark, node = found
        line = mark.line + 1
    return line


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None
