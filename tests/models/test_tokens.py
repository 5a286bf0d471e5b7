"""Signed tokens: one purpose each, for a time."""

import itertools
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tokens import TIMELESS, Purpose, Tokens, load_keys

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = [7, "9f0d7f0e-7c1c-4d2f-8f39-0f6ce0fd3d3a", "student", 12, 0]


def test_a_token_says_what_was_signed():
    tokens = Tokens(["key"])
    for purpose in Purpose:
        assert tokens.read(tokens.make(purpose, CLAIMS), purpose) == CLAIMS


def test_a_token_is_good_for_its_purpose_alone():
    tokens = Tokens(["key"])
    for made, asked in itertools.permutations(Purpose, 2):
        assert tokens.read(tokens.make(made, CLAIMS), asked) is None
    assert tokens.read(tokens.make(Purpose.SOCKET, CLAIMS), Purpose.TICKET, Purpose.SOCKET) == CLAIMS
    assert tokens.read(tokens.make(Purpose.API, CLAIMS), Purpose.TICKET, Purpose.SOCKET) is None
    assert len({purpose.salt for purpose in Purpose}) == len(Purpose)


@pytest.mark.parametrize("purpose", [one for one in Purpose if one not in TIMELESS])
def test_a_token_expires_with_its_purpose(purpose, monkeypatch):
    now = [1_800_000_000]
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now[0])
    tokens = Tokens(["key"])
    token = tokens.make(purpose, CLAIMS)
    now[0] += purpose.lifetime
    assert tokens.read(token, purpose) == CLAIMS
    now[0] += 1
    assert tokens.read(token, purpose) is None


@pytest.mark.parametrize("purpose", sorted(TIMELESS, key=str))
def test_what_the_database_decides_outlives_a_wrong_clock(purpose, monkeypatch):
    now = [1_800_000_000]
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now[0])
    tokens = Tokens(["key"])
    token = tokens.make(purpose, CLAIMS)
    for shift in (-3600, 2 * purpose.lifetime):
        now[0] += shift
        assert tokens.read(token, purpose) == CLAIMS


def test_an_old_key_still_reads_and_the_new_one_signs():
    old, rotated, new = Tokens(["first"]), Tokens(["first", "second"]), Tokens(["second"])
    signed_before, signed_after = old.make(Purpose.SESSION, CLAIMS), rotated.make(Purpose.SESSION, CLAIMS)
    assert rotated.read(signed_before, Purpose.SESSION) == CLAIMS
    assert new.read(signed_after, Purpose.SESSION) == CLAIMS
    assert new.read(signed_before, Purpose.SESSION) is None
    assert old.read(signed_after, Purpose.SESSION) is None


def test_one_changed_letter_spoils_a_token():
    tokens = Tokens(["key"])
    token = tokens.make(Purpose.API, CLAIMS)
    # Base64 leaves bits of a last letter unused: all others count.
    for at in range(len(token) - 1):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert tokens.read(changed, Purpose.API) is None


@given(st.text())
@pytest.mark.parametrize("start", ["", "WzFd.", ".", "eyJhIjoxfQ.aaaaaa."])
def test_garbage_is_no_token(start, garbage):
    assert Tokens(["key"]).read(start + garbage, *Purpose) is None


def test_keys_are_made_once_and_kept_private(tmp_path):
    keys = load_keys(tmp_path)
    assert len(keys) == 1
    assert len(keys[0]) >= 43
    assert load_keys(tmp_path) == keys
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("older\nnewer\n")
    assert load_keys(tmp_path) == ["older", "newer"]


def test_of_two_first_starts_at_once_both_get_the_same_keys(tmp_path):
    script = (
        "import pathlib, sys; from models.tokens import load_keys; print(); sys.stdin.readline();"
        f"print(load_keys(pathlib.Path({str(tmp_path)!r})))"
    )
    pipe = subprocess.PIPE
    starts = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, text=True, stdin=pipe, stdout=pipe)
        for _ in range(3)
    ]
    for start in starts:
        start.stdout.readline()  # loaded
    for start in starts:
        start.stdin.write("go\n")
        start.stdin.flush()
    found = {start.communicate()[0].strip() for start in starts}
    assert found == {str(load_keys(tmp_path))}
    assert [file.name for file in tmp_path.iterdir()] == ["signing-keys"]
