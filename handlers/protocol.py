"""The protocol's document for people: docs/asyncapi.yaml as a page, and the files that a programmer takes along."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .base import Handler, Page
from .prose import laid_out, line, prose

DOCS = Path(__file__).parent.parent / "docs"
TYPES = {
    ".yaml": "text/yaml",
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".py": "text/plain",
}
LARGEST_ID = 2**31 - 1  # a bound that nobody meets


class ProtocolPage(Page):
    """Everything in the document, readable."""

    async def get(self) -> None:
        self.page("docs/protocol.html", **await asyncio.to_thread(contents))


class DocsFile(Handler):
    """One file of docs/, as it is."""

    def initialize(self, name: str) -> None:
        self.path = DOCS / name

    async def get(self) -> None:
        self.set_header("Content-Type", f"{TYPES[self.path.suffix]}; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(await asyncio.to_thread(self.path.read_bytes))


@cache
def document() -> dict[str, Any]:
    """docs/asyncapi.yaml, as it was at the first look."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load((DOCS / "asyncapi.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506
    return read


@cache
def contents() -> dict[str, Any]:
    """What the page's template is given."""
    info, errors, closes = (document()[part] for part in ("info", "x-error-codes", "x-close-codes"))
    asked, told = roles("receive"), roles("send")
    guide, sections = prose(info["description"])
    return {
        "title": info["title"],
        "version": info["version"],
        "guide": guide,
        "sections": sections,
        "requests": [request(name, whose) for name, whose in asked.items()],
        "events": [event(name, whose) for name, whose in told.items()],
        "schemas": [schema(name) for name in shared(asked, told)],
        "error_codes": table(errors),
        "any_errors": document()["x-any-errors"],
        "closes": table(closes),
        "parameters": connection(),
    }


def roles(action: str) -> dict[str, list[str]]:
    """The messages of the operations with this `action`, in the channel's order, each with the roles concerned."""
    found: dict[str, list[str]] = {name: [] for name in document()["channels"]["room"]["messages"]}
    for key, operation in document()["operations"].items():
        if operation["action"] == action:
            for message in operation["messages"]:
                found[message["$ref"].rpartition("/")[2]].append(re.sub("^(from|to)", "", key).lower())
    return {name: whose for name, whose in found.items() if whose}


def table(codes: dict[str, Any]) -> list[dict[str, Any]]:
    texts = ("means", "next")
    return [{"code": code, **row, **{text: line(row[text]) for text in texts}} for code, row in codes.items()]


def message_of(name: str) -> dict[str, Any]:
    message: dict[str, Any] = document()["components"]["messages"][name]
    return {
        "action": message["name"],
        "title": message["title"],
        "anchor": anchor(name),
        "examples": [
            {"summary": line(one.get("summary", "")), "text": laid_out(one["payload"])}
            for one in message["examples"]
        ],
        **schema(name),
    }


def request(name: str, whose: list[str]) -> dict[str, Any]:
    message = document()["components"]["messages"][name]
    causes = {
        who: [
            {"anchor": anchor(event), "action": document()["components"]["messages"][event]["name"]}
            for event in events
        ]
        for who, events in message["x-causes"].items()
    }
    phases = {role: message["x-phases"][role] for role in whose}
    return {**message_of(name), "phases": phases, "causes": causes, "errors": message["x-errors"]}


def event(name: str, whose: list[str]) -> dict[str, Any]:
    stamp = document()["components"]["messages"][name]["x-stamp"]
    return {**message_of(name), "roles": whose, "stamp": line(stamp)}


def schema(name: str) -> dict[str, Any]:
    """A struct's description and its fields, but for `action`, which says its name."""
    made = document()["components"]["schemas"][name]
    fields = [
        {
            "name": field,
            "kind": line(kind(its)),
            "is_required": field in made["required"],
            "default": json.dumps(its["default"]) if its.get("default") is not None else "",
            "description": line(its.get("description", "")),
        }
        for field, its in made["properties"].items()
        if field != "action"
    ]
    return {
        "name": name,
        "anchor": anchor(name),
        "description": prose(made["description"])[0],
        "fields": fields,
    }


def shared(*messages: dict[str, list[str]]) -> list[str]:
    """The structs that are no frame by themselves."""
    return [name for name in document()["components"]["schemas"] if not any(name in one for one in messages)]


def connection() -> list[dict[str, Any]]:
    """What may be said in the handshake: parameters of the query, then headers."""
    ws = document()["channels"]["room"]["bindings"]["ws"]
    return [
        {"name": name, "place": place, "kind": its["type"], "description": line(its["description"])}
        for place in ("query", "headers")
        for name, its in ws[place]["properties"].items()
    ]


def anchor(name: str) -> str:
    """Where the page tells of a message or a schema."""
    message = document()["components"]["messages"].get(name)
    if message is None:
        return f"schema-{name}"
    return f"{'event' if 'x-stamp' in message else 'request'}-{message['name']}"


def kind(its: dict[str, Any]) -> str:
    """A type in words, in Markdown."""
    if "$ref" in its:
        name = its["$ref"].rpartition("/")[2]
        return f"[{name}](#{anchor(name)})"
    if "anyOf" in its:
        return " or ".join(kind(one) for one in its["anyOf"])
    if "enum" in its:
        return " or ".join(f"`{json.dumps(one)}`" for one in its["enum"])
    if its["type"] == "array":
        most = f", at most {its['maxItems']:,}" if "maxItems" in its else ""
        return f"array of {kind(its['items'])}{most}"
    if its.get("format") == "date-time":
        return "string, a time"
    limits = [its[key] for key in ("minimum", "maximum", "minLength", "maxLength") if key in its]
    if its.get("maximum") == LARGEST_ID:
        return "integer"
    unit = " characters" if its["type"] == "string" else ""
    bounds = (
        f"{limits[0]:,} to {limits[1]:,}" if len(limits) == 2 else f"at most {limits[0]:,}" if limits else ""
    )
    return f"{its['type']}, {bounds}{unit}" if bounds else str(its["type"])
