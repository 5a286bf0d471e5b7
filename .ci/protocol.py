"""Write the schemas of docs/asyncapi.yaml anew from the structs in handlers/live: requests, messages and state.py.

Everything above the marker is written by hand, everything below it by this.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any

import msgspec
import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "asyncapi.yaml"
MARKER = "# --- made from handlers/live/{requests,messages,state}.py by `make protocol`: change it there ---"
sys.path.insert(0, str(ROOT))

from handlers.live import messages, requests, state  # noqa: E402

# What requests and events are made from, not themselves in any frame.
BASES = (msgspec.Struct, requests.Request, messages.Pushed)


def main() -> None:
    DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(document: str) -> str:
    """The document with present schemas; the part above the marker stays as it is."""
    by_hand, marker, _ = document.partition(f"  {MARKER}\n")
    if not marker:
        sys.exit(f"{DOCUMENT.name} has no line `{MARKER}`")
    made = yaml.safe_dump({"schemas": schemas()}, sort_keys=False, allow_unicode=True, width=110)
    return by_hand + marker + "".join(f"  {line}\n" for line in made.splitlines())


def schemas() -> dict[str, Any]:
    """The JSON Schema of every struct, by its name."""
    kinds = [
        kind
        for kind in (vars(requests) | vars(state) | vars(messages)).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    ]
    wanted = [kind for kind in kinds if kind not in BASES]
    _, components = msgspec.json.schema_components(wanted, ref_template="#/components/schemas/{name}")
    for schema in components.values():
        schema["description"] = flowing(schema.get("description", ""))
    return components


def flowing(docstring: str) -> str:
    """A docstring without the line breaks that only its width made."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", inspect.cleandoc(docstring))


if __name__ == "__main__":
    main()
