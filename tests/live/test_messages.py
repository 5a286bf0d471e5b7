"""The protocol's frames: whatever comes in is a request of that role or a refusal that can be told."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.live import requests
from handlers.live.decoding import ALL_ACTIONS, BY_ACTION, REQUESTS, BadFrame, decode
from handlers.live.fields import LONGEST_FRAME
from handlers.live.messages import Error, encode
from handlers.live.requests import Request

roles = st.sampled_from(sorted(BY_ACTION))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
fields = st.fixed_dictionaries(
    {"action": st.sampled_from(sorted(ALL_ACTIONS)) | values},
    optional={
        name: values | good
        for name, good in {
            "message": st.text(),
            "ref": st.text(max_size=70),
            "id": st.integers(0, 2**31),
            "message_ids": st.lists(st.integers(0, 2**31)),
            "is_correct": st.booleans(),
            "is_ready": st.booleans(),
            "question": st.text(),
            "max_time": st.integers(),
            "something_else": st.none(),
        }.items()
    },
)


def outcome(frame, role):
    """A request that this role may ask, or a refusal that can be sent back."""
    try:
        request = decode(frame, role)
    except BadFrame as bad:
        encode(Error(bad.code, str(bad), bad.request, bad.ref))
        return bad.code
    assert isinstance(request, Request)
    assert type(request) in REQUESTS[role]
    return request


@given(st.text() | st.binary(), roles)
def test_any_text_or_bytes_are_refused_or_understood(frame, role):
    outcome(frame, role)


@given(fields | values, roles, st.booleans())
def test_any_object_is_refused_or_understood(value, role, ascii_only):
    outcome(json.dumps(value, ensure_ascii=ascii_only), role)


@given(fields, roles)
def test_what_is_understood_can_be_stored(value, role):
    """Texts go through clean_text() on their way; ids, numbers and refs go in as they are."""
    request = outcome(json.dumps(value), role)
    if isinstance(request, requests.MessageSend) and request.ref is not None:
        assert "\0" not in request.ref
        assert 1 <= len(request.ref) <= 64
        request.ref.encode()
    if isinstance(request, requests.StudentKick):
        assert 0 < request.id < 2**31


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("", "bad_json"),
        ("{", "bad_json"),
        ("\ud800", "bad_json"),
        ('{"action": "\\ud800"}', "unknown_action"),
        (b'{"action": "users_list"}', "bad_json"),
        ("[" * 8000, "bad_json"),
        ("1", "not_an_object"),
        ("null", "not_an_object"),
        ('["users_list"]', "not_an_object"),
        ("{}", "no_action"),
        ('{"action": null}', "no_action"),
        ('{"action": 7}', "unknown_action"),
        ('{"action": ["users_list"]}', "unknown_action"),
        ('{"action": "Users_List"}', "unknown_action"),
        ('{"action": "training_start"}', "not_allowed"),
        ('{"action": "student_ready"}', "missing_field"),
        ('{"action": "student_ready", "is_ready": 1}', "wrong_type"),
        ('{"action": "message_send"}', "missing_field"),
        ('{"action": "message_send", "message": null}', "wrong_type"),
        ('{"action": "message_send", "message": "a", "ref": 7}', "wrong_type"),
        ('{"action": "message_send", "message": "a", "ref": ""}', "bad_value"),
        ('{"action": "message_send", "message": "a", "ref": "' + "r" * 65 + '"}', "too_long"),
        ('{"action": "message_send", "message": "a", "ref": "a\\u0000b"}', "bad_value"),
        (json.dumps({"action": "message_send", "message": "я" * 2001}), "too_long"),
        (json.dumps({"action": "users_list", "x": "x" * LONGEST_FRAME}), "too_long"),
        ('{"action": "message_send", "message": ' + "[" * 5000 + "]" * 5000 + "}", "bad_json"),
    ],
)
def test_each_mistake_of_a_student_has_its_code(frame, code):
    assert outcome(frame, "student") == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"action": "student_kick", "id": 0}, "bad_value"),
        ({"action": "student_kick", "id": 2**31}, "bad_value"),
        ({"action": "student_kick", "id": "7"}, "wrong_type"),
        ({"action": "student_kick", "id": 7.5}, "wrong_type"),
        ({"action": "round_new", "max_time": 0}, "bad_value"),
        ({"action": "round_new", "max_time": True}, "wrong_type"),
        ({"action": "round_new", "question": 7}, "wrong_type"),
        ({"action": "message_select", "message_ids": 7}, "wrong_type"),
        ({"action": "message_select", "message_ids": [1, "2"]}, "wrong_type"),
        ({"action": "message_select", "message_ids": [1] * 2001}, "too_long"),
        ({"action": "message_select", "is_correct": "yes"}, "wrong_type"),
    ],
)
def test_each_mistake_of_a_trainer_has_its_code(fields, code):
    assert outcome(json.dumps(fields), "teacher") == code


def test_the_documents_own_requests_are_understood():
    for fields in (
        {"action": "training_start"},
        {"action": "training_close"},
        {"action": "round_new"},
        {"action": "message_send", "message": "Текст"},
        {"action": "message_select"},
        {"action": "student_kick", "id": 7},
        {"action": "users_list"},
        {"action": "room_info", "unknown": "fields are let pass"},
    ):
        assert isinstance(outcome(json.dumps(fields), "teacher"), Request), fields
    for fields in (
        {"action": "student_ready", "is_ready": True},
        {"action": "message_send", "message": "я" * 2000},
    ):
        assert isinstance(outcome(json.dumps(fields), "student"), Request), fields


def test_a_role_asks_what_the_document_gives_it():
    anybody, own = {"users_list", "room_info"}, {"student_ready", "message_send"}
    added, own_added = {"heartbeat"}, {"student_writing", "student_record", "message_draft"}
    assert set(BY_ACTION["student"]) == anybody | own | added | own_added
    assert set(BY_ACTION["teacher"]) == set(ALL_ACTIONS) - {"student_ready"} - own_added
    assert set(BY_ACTION["screen"]) == anybody | added


def test_a_refusal_names_the_request_and_its_ref():
    with pytest.raises(BadFrame) as bad:
        decode('{"action": "message_send", "message": 7, "ref": "mine"}', "student")
    sent = msgspec.json.decode(
        encode(Error(bad.value.code, str(bad.value), bad.value.request, bad.value.ref))
    )
    assert sent["action"] == "error"
    assert (sent["request"], sent["code"], sent["ref"]) == ("message_send", "wrong_type", "mine")
