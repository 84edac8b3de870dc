"""The bureau's own values (name, address, numbers), and their place in texts: `{bureau.phone}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SAMPLE_MARK = "（示例）"
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PREFIX = "bureau."


@dataclass(frozen=True)
class Value:
    """One value; a sample is to be replaced before a bureau goes live, and says so wherever it is shown."""

    value: str
    sample: bool = False

    def __str__(self) -> str:
        return self.value + SAMPLE_MARK if self.sample else self.value


@dataclass(frozen=True)
class Bureau:
    """All values of bureau.yml by name."""

    values: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Mapping[str, Mapping[str, Any]]) -> Bureau:
        """From the (validated) content of bureau.yml."""
        return cls({name: Value(**item) for name, item in data.items()})

    def text(self, name: str) -> str:
        """The value as shown; raises KeyError."""
        return str(self.values[name])

    def knows(self, placeholder: str) -> bool:
        """Whether the inside of a pair of braces (`bureau.phone`) names a value."""
        return placeholder.startswith(_PREFIX) and placeholder[len(_PREFIX) :] in self.values

    def render(self, text: str) -> str:
        """The text with every known placeholder filled in; unknown ones stay, so that nothing is silently lost."""
        return PLACEHOLDER.sub(self._fill, text) if "{" in text else text

    def render_all(self, data: Any) -> Any:
        """The same for every text inside lists and mappings."""
        if isinstance(data, str):
            return self.render(data)
        if isinstance(data, Mapping):
            return {key: self.render_all(value) for key, value in data.items()}
        return [self.render_all(item) for item in data] if isinstance(data, list) else data

    def _fill(self, match: re.Match[str]) -> str:
        name = match[1]
        return self.text(name[len(_PREFIX) :]) if self.knows(name) else match[0]
