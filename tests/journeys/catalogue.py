"""All states: what every file states_of_*.py enters in the catalogue."""

from importlib import import_module
from pathlib import Path

from tests.journeys.states import STATES

for path in sorted(Path(__file__).parent.glob("states_of_*.py")):
    import_module(f"tests.journeys.{path.stem}")

__all__ = ["STATES"]
