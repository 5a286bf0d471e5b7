"""docs/asyncapi.yaml says what the code does: the same structs and roles, and examples that decode."""

import importlib.util
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import yaml

from handlers.live import decoding, messages, requests
from handlers.live.frames import stamp
from handlers.protocol import document
from models import errors

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "asyncapi.yaml"
DOCUMENT = document()
MESSAGES = DOCUMENT["components"]["messages"]
SCHEMAS = DOCUMENT["components"]["schemas"]
ERRORS = DOCUMENT["x-error-codes"]
STAMP = {"seq", "prev", "epoch"}


def structs(base):
    """The requests, or the events, of requests.py and messages.py by the names of their structs."""
    return {kind.__name__: kind for kind in base.__subclasses__()}


REQUESTS, EVENTS = structs(requests.Request), structs(messages.Pushed)


def examples(kinds):
    return [
        pytest.param(name, example["payload"], id=f"{name}-{number}")
        for name in kinds
        for number, example in enumerate(MESSAGES[name]["examples"])
    ]


def named(operation):
    """The messages of an operation."""
    its = DOCUMENT["operations"][operation]
    assert its["channel"] == {"$ref": "#/channels/room"}
    return [ref["$ref"].removeprefix("#/channels/room/messages/") for ref in its["messages"]]


def test_any_reader_of_yaml_reads_the_same():
    """The server reads it with libyaml, which is more lenient."""
    assert yaml.safe_load(FILE.read_text(encoding="utf-8")) == DOCUMENT


# --- structs --------------------------------------------------------------------------------------------------------


def test_the_schemas_are_those_of_the_structs():
    spec = importlib.util.spec_from_file_location("protocol", ROOT / ".ci" / "protocol.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    text = FILE.read_text(encoding="utf-8")
    assert generator.renewed(text) == text, "a struct has changed: make protocol"


def test_every_request_and_every_event_is_described_and_nothing_else():
    assert set(MESSAGES) == set(REQUESTS) | set(EVENTS) == set(DOCUMENT["channels"]["room"]["messages"])
    for name, kind in (REQUESTS | EVENTS).items():
        assert MESSAGES[name]["name"] == kind.__struct_config__.tag
        assert DOCUMENT["channels"]["room"]["messages"][name] == {"$ref": f"#/components/messages/{name}"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_struct_says_what_it_is(name):
    description = SCHEMAS[name]["description"]
    assert description.endswith((".", ")", '"')) and description != messages.Pushed.__doc__


@pytest.mark.parametrize("name", EVENTS)
def test_a_payload_is_its_struct_with_the_stamp_where_it_has_one(name):
    plain, stamped = {"$ref": f"#/components/schemas/{name}"}, {"$ref": "#/components/schemas/Stamp"}
    both = {"allOf": [plain, stamped]}
    shapes = {"never": plain, "always": both, "sometimes": {"anyOf": [both, plain]}}
    assert MESSAGES[name]["payload"] == shapes[MESSAGES[name]["x-stamp"]]


def test_the_stamp_is_what_is_put_on_frames():
    event: Any = SimpleNamespace(seq=7, epoch="4a33c3ac")
    stamped = json.loads(stamp(b'{"action":"room_delete"}', event, 5))
    assert stamped.pop("action") == "room_delete"
    assert msgspec.to_builtins(msgspec.convert(stamped, messages.Stamp)) == stamped
    assert set(SCHEMAS["Stamp"]["properties"]) == set(stamped) == STAMP


# --- roles and phases -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", decoding.REQUESTS)
def test_each_role_may_ask_what_is_said(role):
    assert DOCUMENT["operations"][f"from{role.title()}"]["action"] == "receive"
    assert sorted(named(f"from{role.title()}")) == sorted(kind.__name__ for kind in decoding.REQUESTS[role])


def test_there_are_no_other_roles():
    roles = {role.title() for role in decoding.REQUESTS}
    assert set(DOCUMENT["operations"]) == {f"{way}{role}" for way in ("from", "to") for role in roles}


def test_every_event_is_told_to_somebody_and_some_to_one_role_alone():
    told = {role: set(named(f"to{role.title()}")) for role in decoding.REQUESTS}
    for_trainers = {name for name, kind in EVENTS.items() if kind.__doc__.startswith("To trainers alone")}
    for_trainers |= {"NearMissesAre", "StudentCodeIs"}  # nobody else may ask
    assert len(for_trainers) == 6
    for_students = {"StudentKicked", "StudentMoved", "DraftKept", "StudentRecordIs"}
    for_screens = {name for name, kind in EVENTS.items() if kind.__doc__.startswith("To screens alone")}
    assert for_screens == {"Answered"}
    assert told["teacher"] == set(EVENTS) - for_students - for_screens
    assert told["student"] == set(EVENTS) - for_trainers - for_screens
    assert told["screen"] == set(EVENTS) - for_trainers - for_students


@pytest.mark.parametrize("name", REQUESTS)
def test_what_a_request_causes_and_why_it_is_refused_exists(name):
    may = {role for role, kinds in decoding.REQUESTS.items() if REQUESTS[name] in kinds}
    assert set(MESSAGES[name]["x-phases"]) == may
    assert set(MESSAGES[name]["x-errors"]) <= {
        code for code, row in ERRORS.items() if "request" in row["where"]
    }
    for who, events in MESSAGES[name]["x-causes"].items():
        assert who in ("room", "trainers", "sender", "student")
        assert set(events) <= set(EVENTS)


def test_the_phases_are_those_of_the_tested_table():
    from tests.handlers.test_phases import CODES, PHASES, ROWS

    named = dict(zip(PHASES, SCHEMAS["State"]["properties"]["phase"]["enum"], strict=True))
    rows: Any = ROWS
    for role, action, expected in rows:
        if "never" in expected.values():
            continue
        (request,) = [MESSAGES[name] for name in REQUESTS if MESSAGES[name]["name"] == action]
        taken = [named[phase] for phase in PHASES if expected[phase] == "ok"]
        assert request["x-phases"][role] == taken, action
        assert {CODES[word] for word in expected.values() if word != "ok"} <= set(request["x-errors"]), action


# --- examples -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REQUESTS | EVENTS)
def test_every_message_has_an_example(name):
    assert MESSAGES[name]["examples"]


@pytest.mark.parametrize(("name", "payload"), examples(REQUESTS))
def test_an_example_of_a_request_is_taken_from_whoever_may_ask_it(name, payload):
    for role, kinds in decoding.REQUESTS.items():
        frame = json.dumps(payload)
        if REQUESTS[name] in kinds:
            request = decoding.decode(frame, role)
            assert type(request) is REQUESTS[name]
            assert set(payload) - {"action"} <= set(request.__struct_fields__), "a field that does not exist"
        else:
            with pytest.raises(decoding.BadFrame) as refused:
                decoding.decode(frame, role)
            assert refused.value.code == "not_allowed"


@pytest.mark.parametrize(("name", "payload"), examples(EVENTS))
def test_an_example_of_an_event_is_what_the_server_could_send(name, payload):
    own = set(EVENTS[name].__struct_fields__)
    number = {key: payload[key] for key in STAMP - own if key in payload}
    may_be: dict[str, list[set[str]]] = {"never": [set()], "always": [STAMP], "sometimes": [STAMP, set()]}
    assert set(number) in may_be[MESSAGES[name]["x-stamp"]]
    if number:
        msgspec.convert(number, messages.Stamp, strict=True)
        assert number["prev"] < number["seq"]
    body = {key: value for key, value in payload.items() if key not in number}
    event = msgspec.convert(body, EVENTS[name], strict=True)
    # Nothing is left out and nothing is added.
    assert json.loads(messages.encode(event)) == body
    assert_told_values(body, {"$ref": f"#/components/schemas/{name}"})


def assert_told_values(value, schema):
    """Where the schema lists the values of a field, it is one of them: msgspec does not check what the server sends."""
    if "$ref" in schema:
        schema = SCHEMAS[schema["$ref"].rpartition("/")[2]]
    assert value in schema.get("enum", [value])
    for option in schema.get("anyOf", ()) if value is not None else ():
        assert_told_values(value, option)
    if isinstance(value, dict):
        for key in value.keys() & schema.get("properties", {}).keys():
            assert_told_values(value[key], schema["properties"][key])
    elif isinstance(value, list) and "items" in schema:
        for item in value:
            assert_told_values(item, schema["items"])


def test_an_example_of_an_error_has_the_sentence_of_its_code():
    sentences = errors.SENTENCES | decoding.SENTENCES
    for example in MESSAGES["Error"]["examples"]:
        pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentences[example["payload"]["code"]]))
        assert re.fullmatch(pattern, example["payload"]["message"])
