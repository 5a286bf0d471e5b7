"""Options: from the command line, the environment or a file; a bad one is one clear line and status 2."""

import subprocess
import sys
from pathlib import Path

import pytest

from handlers.options import read_options
from tests.process import ROOT


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith("ROUNDS_")]:
        monkeypatch.delenv(name)


def test_without_options_the_contracts_defaults_hold():
    options = read_options([])
    assert (options.port, options.address, options.data) == (8888, "0.0.0.0", Path("var"))
    for name in ("database_url", "public_url", "trainer_email", "trainer_password", "bus_url"):
        assert getattr(options, name) is None


def test_every_option_can_come_from_each_place(monkeypatch, tmp_path):
    values = {
        "port": ("0", 0),
        "address": ("127.0.0.1", "127.0.0.1"),
        "data": ("/srv/rounds", Path("/srv/rounds")),
        "database_url": ("postgres://u:p@h/db?x=1", "postgresql://u:p@h/db?x=1"),
        "public_url": ("https://rounds.school.org/", "https://rounds.school.org"),
        "allowed_hosts": ("a.org, B.org", ["a.org", "b.org"]),
        "trainer_email": ("a@b.org", "a@b.org"),
        "trainer_password": ("secret=#1'x'", "secret=#1'x'"),
    }
    expected = {name: value for name, (_, value) in values.items()}
    file = tmp_path / "rounds.conf"
    file.write_text("".join(f"{name} = {typed}\n" for name, (typed, _) in values.items()))
    line = [f"--{name}={typed}" for name, (typed, _) in values.items()]
    dashes = [f"--{name.replace('_', '-')}={typed}" for name, (typed, _) in values.items()]
    for arguments in (line, dashes, [f"--config={file}"]):
        assert expected.items() <= vars(read_options(arguments)).items()
    for name, (typed, _) in values.items():
        monkeypatch.setenv(f"ROUNDS_{name.upper()}", typed)
    assert expected.items() <= vars(read_options([])).items()


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(monkeypatch, tmp_path):
    file = tmp_path / "rounds.conf"
    file.write_text("# a comment\nport = 1001\naddress = 10.0.0.1\npublic-url = http://file\n")
    monkeypatch.setenv("ROUNDS_PORT", "1002")
    monkeypatch.setenv("ROUNDS_ADDRESS", "10.0.0.2")
    options = read_options(["--port=1003", f"--config={file}"])
    assert (options.port, options.address, options.public_url) == (1003, "10.0.0.2", "http://file")


def test_an_empty_url_from_the_environment_is_none(monkeypatch):
    monkeypatch.setenv("ROUNDS_DATABASE_URL", "")
    monkeypatch.setenv("ROUNDS_PUBLIC_URL", "")
    assert (read_options([]).database_url, read_options([]).public_url) == (None, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nosuch=1"], "nosuch"),
        (["--por=80"], "por"),  # no abbreviations: a script must not break when an option is added
        (["stray"], "stray"),
        (["--port=eighty"], "port"),
        (["--port=-1"], "port"),
        (["--port=65536"], "port"),
        (["--port="], "port"),
        (["--port"], "port"),
        (["--database_url=mysql://h/db"], "postgresql://"),
        (["--public_url=rounds.school.org"], "http"),
        (["--public_url=ftp://h"], "http"),
        (["--public_url=http://h/?q=1"], "http"),
        (["--public_url=http://[h"], "http"),
        (["--trainer_email=a@b.org"], "trainer_password"),
        (["--trainer_password=secret123"], "trainer_email"),
        (["--bus_url=nats://h"], "bus_url"),
        (["--config=/no/such/file"], "/no/such/file"),
        (["--config=/"], "/"),
    ],
)
def test_a_bad_option_is_one_clear_line_and_status_2(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    out, error = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert error.count("\n") == 1
    assert error.startswith("server.py: ")
    assert said in error


@pytest.mark.parametrize("line", ["nosuch = 1", "port = eighty", "\0\n\xff", "port = 1 = 2"])
def test_a_bad_file_is_one_clear_line_and_status_2(line, tmp_path, capsys):
    file = tmp_path / "rounds.conf"
    file.write_bytes(line.encode("latin-1") + b"\n")
    with pytest.raises(SystemExit) as ended:
        read_options([f"--config={file}"])
    out, error = capsys.readouterr()
    assert (ended.value.code, out, error.count("\n")) == (2, "", 1), error


def test_a_bad_value_in_the_environment_is_one_clear_line_and_status_2(monkeypatch, capsys):
    monkeypatch.setenv("ROUNDS_PORT", "eighty")
    with pytest.raises(SystemExit) as ended:
        read_options([])
    assert (ended.value.code, capsys.readouterr().err.count("\n")) == (2, 1)


def test_the_process_ends_with_status_2_and_serves_nothing():
    done = subprocess.run(
        [sys.executable, "server.py", "--port=eighty"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("server.py: ")
    assert done.stderr.count("\n") == 1
