"""`folder`   a data folder of a test's own, which the private PostgreSQL can reach
`serve`    starts the server there as a process; at the end nothing of it runs any more

Import `folder_fixture` and `serve_fixture` where they are needed: they are not for every test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from models.embedded import Embedded
from tests.process import ROOT, Process


@pytest.fixture(name="folder")
def folder_fixture():
    path = Path(tempfile.mkdtemp(prefix="rounds-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(name="serve")
def serve_fixture(folder):
    started = []

    def start(data="var", **options):
        process = Process(folder / data, port=0, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()
    for home in folder.glob("*/postgresql"):  # of a killed one the server is still up
        left = Embedded(home.parent, fsync=False)
        left.start()
        left.stop()


def begin(folder, **options):
    """Start it without waiting until it serves."""
    arguments = [
        f"--{name}={value}" for name, value in {"data": folder / "var", "port": 0, **options}.items()
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDS_")}
    command, pipe = [sys.executable, "server.py", *arguments], subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=pipe)


def attempt(folder, **options):
    """Start it where it can't; gives (status, stdout, stderr)."""
    process = begin(folder, **options)
    out, error = process.communicate(timeout=120)
    return process.returncode, out, error


def postmaster(data):
    """The pid of the private PostgreSQL, or None."""
    try:
        return int((data / "postgresql" / "cluster" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError):  # none, or being written
        return None
