"""Runs a loaded model's graph node after node.

Rasa asks dask to schedule two dozen nodes for each prediction, three predictions a turn, and works out anew each time
which nodes are needed. They stand in a line: the order is found once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner


class StraightRunner:
    """Does what `rasa.engine.runner.interface.GraphRunner.run` promises, with the nodes that dask's runner loaded."""

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._schema: GraphSchema = loaded._graph_schema
        self._nodes = loaded._instantiated_nodes
        self._orders: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Output of each target; `inputs` stand in for nodes that are not there."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = list(self._order(wanted))
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._orders[wanted]:
            needs = self._schema.nodes[name].needs.values()
            done[name] = self._nodes[name](*(done[needed] for needed in needs))
        return dict(done[name] for name in wanted)

    def _order(self, wanted: Iterable[str]) -> Iterator[str]:
        """The nodes that the wanted ones rest on, and they themselves, each behind what it needs."""
        nodes = self._schema.minimal_graph_schema(list(wanted)).nodes
        sorter = TopologicalSorter({name: set(node.needs.values()) for name, node in nodes.items()})
        return (name for name in sorter.static_order() if name in nodes)
