"""JSON Schema checks of knowledge data; each complaint becomes a `Fault` with a stable code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from bot.library.problems import SCHEMA_DIR, Fault, Place
from bot.library.yaml_text import read_yaml

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "array": "列表",
    "object": "一组字段",
    "boolean": " true 或 false",
    "null": "空",
}

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: Any) -> bool:
    # Python 3.11 also reads 20260131; files have one way to write a day.
    return not isinstance(value, str) or (len(value) == 10 and bool(date.fromisoformat(value)))


def entry_faults(data: Any) -> Iterator[Fault]:
    """What is wrong with the shape of one entry's data, in the order of the file's fields."""
    if not isinstance(data, dict):
        yield Fault("not_a_mapping")
        return
    kind = data.get("kind")
    yield from _faults(_entry_validator(kind if isinstance(kind, str) else ""), data)


def file_faults(name: str, data: Any) -> Iterator[Fault]:
    """The same for bureau.yml, catalogue.yml and facets.yml; `name` is the file's without .yml."""
    yield from _faults(_validator(name), data)


def _faults(validator: Draft202012Validator, data: Any) -> Iterator[Fault]:
    for error in validator.iter_errors(data):
        place: Place = tuple(error.absolute_path)
        special = _SPECIAL.get(str(error.validator))
        yield from special(error, place) if special else [_plain(error, place)]


def _plain(error: Any, place: Place) -> Fault:
    found, limit = error.instance, error.validator_value
    values = {"found": found, "limit": limit, "wanted": limit, "reason": error.message}
    if hasattr(found, "__len__"):
        values["length"] = len(found)
    code = str(error.validator)
    return Fault(code if code in _KNOWN else "invalid", place, values)


def _required(error: Any, place: Place) -> Iterator[Fault]:
    missing = re.match(r"'(.*?)'", error.message)
    yield Fault("required", place, {"field": missing[1] if missing else error.message})


def _additional(error: Any, place: Place) -> Iterator[Fault]:
    for name in error.instance:
        if name not in error.schema.get("properties", {}):
            yield Fault("additionalProperties", (*place, name))


def _type(error: Any, place: Place) -> Iterator[Fault]:
    wanted = error.validator_value
    names = [_TYPES[name] for name in (wanted if isinstance(wanted, list) else [wanted])]
    yield Fault("type", place, {"wanted": "或".join(names), "found": _shown(error.instance)})


def _enum(error: Any, place: Place) -> Iterator[Fault]:
    yield Fault("enum", place, {"wanted": "、".join(error.validator_value), "found": _shown(error.instance)})


def _shown(found: Any) -> str:
    """As a file has it (true, null), cut short; never as Python writes it."""
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)[:60]


_SPECIAL = {"required": _required, "additionalProperties": _additional, "type": _type, "enum": _enum}
_KNOWN = {"maxLength", "minLength", "minItems", "uniqueItems", "pattern", "minimum", "anyOf", "format"}


@cache
def _entry_validator(kind: str) -> Draft202012Validator:
    """Common fields and those of the kind, joined into one object schema so that unknown fields are noticed."""
    parts = read_yaml((SCHEMA_DIR / "entry.yml").read_text("utf-8"))
    common, own = parts["common"], parts["kinds"].get(kind, {"required": [], "properties": {}})
    schema = {
        "$defs": parts["$defs"],
        "type": "object",
        "required": common["required"] + own["required"],
        "properties": common["properties"] | own["properties"],
        "additionalProperties": kind not in parts["kinds"],
    }
    return Draft202012Validator(schema, format_checker=_FORMATS)


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(read_yaml((SCHEMA_DIR / f"{name}.yml").read_text("utf-8")))
