"""Where the time of a turn goes: wraps methods, and counts for each only what is not inside another."""

from __future__ import annotations

import inspect
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any


class Stopwatch:
    """For one turn at a time; the turn may pass from thread to thread."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    def watch(self, owner: type, method: str, part: str) -> None:
        """Count the calls of a method, plain or async, for `part`."""
        setattr(owner, method, self._timed(getattr(owner, method), part))

    def take(self) -> dict[str, float]:
        """Milliseconds of each part since the last time."""
        taken = {part: seconds * 1000 for part, seconds in self._seconds.items()}
        self._seconds.clear()
        return taken

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count a block."""
        started = time.perf_counter()
        self._inside.append(0.0)
        try:
            yield
        finally:
            took = time.perf_counter() - started
            self._seconds[name] += took - self._inside.pop()
            if self._inside:
                self._inside[-1] += took

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        @wraps(function)
        async def waits(*arguments: Any, **named: Any) -> Any:
            with self.part(part):
                return await function(*arguments, **named)

        @wraps(function)
        def calls(*arguments: Any, **named: Any) -> Any:
            with self.part(part):
                return function(*arguments, **named)

        return waits if inspect.iscoroutinefunction(function) else calls
