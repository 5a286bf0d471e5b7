"""How long something takes: the middle and the slow end of many times."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import quantiles
from typing import Any


def timed(times: int, work: Callable[..., Any], *args: Any) -> str:
    """ "p50 / p95 ms" of so many runs, after a few that warm up."""
    taken = []
    for run in range(times + 3):
        started = time.perf_counter()
        work(*args)
        if run > 2:
            taken.append(1000 * (time.perf_counter() - started))
    cuts = quantiles(taken, n=20, method="inclusive")
    return f"{cuts[9]:8.1f} / {cuts[18]:.1f} ms"


def row(name: str, *cells: str) -> None:
    print(f"{name:44}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
