"""Where an exception came from, for logs: its text may hold a citizen's words, its place does not."""

from __future__ import annotations

from pathlib import PurePath


def where(problem: BaseException) -> str:
    """`file.py:line`, "" when it was never raised."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
