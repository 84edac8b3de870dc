"""The two pictures of docs/quality.md, as SVG: the same numbers give the same bytes, whatever fonts a machine has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench import curves

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Identifiers from a fixed salt, text as outlines of matplotlib's own font, no date.
_SAME = {"svg.hashsalt": "quality", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9}
_SIZE = (5.2, 3.6)
_BLUE, _GREY, _RED = "#1f5fa8", "#8a8a8a", "#b3261e"
# A step of the curve finer than the eye sees only makes the file longer.
_POINTS = 200


def reliability(pairs: curves.Pairs, path: Path) -> None:
    """How sure against how often right; on the diagonal both agree."""
    bins = curves.reliability(pairs)
    with _picture(path, "confidence", "share right") as axes:
        axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", linewidth=1)
        axes.plot([bin_.confidence for bin_ in bins], [bin_.right for bin_ in bins], "o-", color=_BLUE, markersize=4)
        for bin_ in bins:
            _note(axes, f"n={bin_.count}", (bin_.confidence, bin_.right), (3, -11))
        axes.set_title(f"Reliability, {len(pairs)} questions, ECE {curves.calibration_error(pairs):.3f}")
        axes.set_xlim(0, 1.06)
        axes.set_ylim(0, 1.04)


def risk_coverage(pairs: curves.Pairs, answer: float, targets: tuple[float, ...], path: Path) -> None:
    """Wrong among answered against answered; where ANSWER cuts it today, and the risks aimed at."""
    coverage, risk = curves.risk_coverage(pairs)
    step = max(len(risk) // _POINTS, 1)
    cut = sum(confidence >= answer for confidence, _ in pairs)
    with _picture(path, "share answered, surest first", "share wrong among answered") as axes:
        axes.plot([*coverage[::step], coverage[-1]], [*risk[::step], risk[-1]], color=_BLUE, linewidth=1.2)
        for target in targets:
            axes.axhline(1 - target, color=_GREY, linestyle="--", linewidth=0.8)
            _note(axes, f"{target:.1%} right", (0.01, 1 - target), (0, 2))
        if cut:
            axes.plot(coverage[cut - 1], risk[cut - 1], "o", color=_RED, markersize=5)
            _note(axes, f"ANSWER {answer}", (coverage[cut - 1], risk[cut - 1]), (-62, 6))
        axes.set_title(f"Risk and coverage, {len(pairs)} questions")
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, max(0.04, float(risk[len(risk) // 4 :].max()) * 1.1))


def _note(axes: Axes, text: str, at: tuple[float, float], offset: tuple[float, float]) -> None:
    """`offset` in points from the place `at` of the data."""
    axes.annotate(text, at, offset, textcoords="offset points", fontsize=7)


@contextmanager
def _picture(path: Path, x: str, y: str) -> Iterator[Axes]:
    """Axes to draw on, written to the file at the end."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SAME):
        figure = Figure(figsize=_SIZE, layout="tight")
        axes = figure.add_subplot()
        axes.set_xlabel(x)
        axes.set_ylabel(y)
        axes.grid(color="#e4e4e4", linewidth=0.6)
        yield axes
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
