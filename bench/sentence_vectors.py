"""What a sentence vector costs, and what the way its threads wait for each other does to that on a busy machine.

`python -m bench.sentence_vectors`: the same questions in processes of their own, one environment after the other, three
times; each cell is the best and the worst of the three. As in the service, scikit-learn is loaded first: it brings the
same libgomp as the engine, and that reads its variables once, when the first of the two loads it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from bench.questions import ROOT, shuffled_texts
from bench.report import keep, quantiles, table

TEXTS, ROUNDS = 60, 3
WAYS: dict[str, dict[str, str]] = {
    "as it is": {},
    "GOMP_SPINCOUNT=1000": {"GOMP_SPINCOUNT": "1000"},
    "GOMP_SPINCOUNT=0": {"GOMP_SPINCOUNT": "0"},
    "OMP_NUM_THREADS=1": {"OMP_NUM_THREADS": "1"},
}
TOLD = ("p50", "p95", "cpu")
_OURS = ("OMP_WAIT_POLICY", "OMP_NUM_THREADS", "GOMP_SPINCOUNT")


def main() -> int:
    """Print and keep the figures; with `once`, measure in this process."""
    if sys.argv[1:] == ["once"]:
        print(json.dumps(_once()))
        return 0
    os.chdir(ROOT)
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        for name, extra in WAYS.items():
            runs[name].append(_apart(extra))
    rows = [(name, *(_span([run[key] for run in of]) for key in TOLD)) for name, of in runs.items()]
    print(table(["milliseconds a text", *TOLD], rows))
    keep("sentence_vectors", {"texts": TEXTS, "runs": runs})
    return 0


def _span(values: list[float]) -> str:
    return f"{min(values):.0f}-{max(values):.0f}"


def _apart(extra: dict[str, str]) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    command = [sys.executable, "-m", "bench.sentence_vectors", "once"]
    done = subprocess.run(command, env=environment | extra, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _once() -> dict[str, float]:
    """Clock and processor time a text; loading is not counted."""
    import sklearn.utils._openmp_helpers  # noqa: F401

    from bot.text.vectors import encoder

    first, *texts = shuffled_texts()[: TEXTS + 1]
    encoder().encode([first])
    took, cpu = [], time.process_time()
    for text in texts:
        started = time.perf_counter()
        encoder().encode([text])
        took.append((time.perf_counter() - started) * 1000)
    return {**quantiles(took), "cpu": round((time.process_time() - cpu) * 1000 / len(texts), 1)}


if __name__ == "__main__":
    sys.exit(main())
