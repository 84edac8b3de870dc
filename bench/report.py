"""How a measurement is shown (a table) and kept (JSON under bench/results, which git ignores)."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench/results"
# Variables that say how many threads compute and how they wait for each other.
_THREADS = ("OMP_", "GOMP_", "OPENBLAS_", "TF_")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Columns as wide as their longest cell: the first to the left, numbers to the right."""
    cells = [list(head), *([_cell(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join(_aligned(row, widths)) for row in cells)


def share(value: float | None) -> str:
    """0.9731 → 97.3%."""
    return "-" if value is None else f"{value:.1%}"


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    return {f"p{p}": round(float(np.percentile(values, p)), 3) for p in (50, 95)}


def keep(name: str, figures: Mapping[str, Any]) -> Path:
    """Write bench/results/<name>.json with when and where it was measured; prints and returns the path."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({**machine(), **figures}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"\n{path.relative_to(ROOT)}")
    return path


def machine() -> dict[str, Any]:
    """When and where; a load average above 1 says that somebody else was at work too."""
    return {
        "measured_on": time.strftime("%Y-%m-%d %H:%M"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "threads": {name: value for name, value in os.environ.items() if name.startswith(_THREADS)},
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = zip(cells, widths)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 10 else f"{value:.0f}"
    return "-" if value is None else str(value)
