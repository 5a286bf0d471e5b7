"""The catalogue of states: every page, in each form that people meet. A test that tries pages tries all of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class State:
    """One page in one form. `reach(scene)` opens it; `path` and `phase` say where that must have led."""

    name: str
    path: str  # a pattern of handlers.routes
    template: str
    phase: str | None  # of a live page: what it shows
    status: int
    reach: Callable[[Any], Any]


STATES: dict[str, State] = {}


def state(path: str, template: str, phase: str | None = None, status: int = 200) -> Callable[[Any], Any]:
    """The function reaches this state. It is named after it."""

    def enter(reach: Callable[[Any], Any]) -> Callable[[Any], Any]:
        name = reach.__name__
        assert name not in STATES, name
        STATES[name] = State(name, path, template, phase, status, reach)
        return reach

    return enter
