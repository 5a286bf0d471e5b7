"""The private PostgreSQL, with real processes: shared, killed, recovered, never run as root."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlparse

import psycopg
import pytest
from peewee import PostgresqlDatabase
from playhouse import db_url
from playhouse.pool import PooledPostgresqlDatabase

from models import embedded_place, embedded_server
from models.embedded import Embedded, EmbeddedError

ROOT = Path(__file__).resolve().parents[2]
# An app of its own process: starts, prints the URL, stops when it is told to.
APP = """
import os, pathlib, sys
from models.embedded import Embedded
if len(sys.argv) > 2:  # the user to become: now, because this Python itself may lie in a closed folder
    os.setgroups([]), os.setgid(int(sys.argv[3])), os.setuid(int(sys.argv[2]))
embedded = Embedded(pathlib.Path(sys.argv[1]), fsync=False)
print(embedded.start(), flush=True)
sys.stdin.readline()
embedded.stop()
print("stopped", flush=True)
"""
T = TypeVar("T")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop its rights")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can pass through (pytest's own are closed); nothing may still run in it at the end."""
    path = Path(tempfile.mkdtemp(prefix="rounds-test-"))
    path.chmod(0o711)
    yield path
    homes = [path, *(Path(pointer.read_text().strip()) for pointer in path.rglob(embedded_place.POINTER))]
    left = [pid for pid in processes() for home in homes if str(home) in command_line(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    for home in homes:
        shutil.rmtree(home)
    assert not left, "processes were left running"


@pytest.fixture(scope="module")
def ready() -> Iterator[Path]:
    """A data folder that was started and stopped once: copying one takes a tenth of the time of making one."""
    path = Path(tempfile.mkdtemp(prefix="rounds-test-"))
    path.chmod(0o711)
    embedded = Embedded(path / "var", fsync=False)
    embedded.start()
    embedded.stop()
    yield path / "var"
    shutil.rmtree(path)


@pytest.fixture
def new(folder: Path) -> Path:
    """A data folder where nothing was started yet."""
    return folder / "var"


@pytest.fixture
def data(new: Path, ready: Path) -> Path:
    """A data folder where there is a database already."""
    return copy(ready, new)


class App:
    """The app above, in a process of its own, as us or as another user."""

    def __init__(self, data: Path, user: str | None = None) -> None:
        command = [sys.executable, "-c", APP, str(data)]
        if user:
            command += [str(pwd.getpwnam(user).pw_uid), str(pwd.getpwnam(user).pw_gid)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe)

    def url(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def stop(self) -> str:
        return self.process.communicate("\n", timeout=60)[0].strip()

    def kill(self) -> str:
        """Kill it and return what it wrote on stderr."""
        self.process.kill()
        return self.process.communicate(timeout=60)[1]


def test_first_start_makes_a_database_that_is_safe_and_speaks_every_alphabet(new: Path) -> None:
    embedded = Embedded(new)
    url = embedded.start()
    assert one(url, "SELECT current_user || ' ' || current_database()") == "rounds rounds"
    assert one(url, "SELECT lower('ЁЖ') = 'ёж' AND 'ёж' ILIKE 'ЁЖ'") is True
    assert one(url, "SHOW server_encoding") == "UTF8"
    assert one(url, "SHOW listen_addresses") == ""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        assert one(url, f"SHOW {setting}") == "on"
    assert one(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert mode(socket_folder(url)) == 0o700
    assert embedded.alive()
    embedded.stop()
    assert not embedded.alive()


def test_next_start_finds_what_was_kept(data: Path) -> None:
    embedded = Embedded(data, fsync=False)
    keep(embedded.start(), "kept")
    embedded.stop()
    embedded.stop()  # a second time does nothing
    assert kept(embedded.start()) == ["kept"]
    embedded.start()  # a second time too: the role and the database are made once
    embedded.stop()


def test_peewee_takes_the_url(data: Path) -> None:
    embedded = Embedded(data, fsync=False)
    url = embedded.start()
    pooled = url.replace("postgresql:", "postgresql+pool:")
    for database, kind in (
        (db_url.connect(url, prefer_psycopg3=True), PostgresqlDatabase),
        (db_url.connect(pooled, prefer_psycopg3=True), PooledPostgresqlDatabase),
        (PooledPostgresqlDatabase(**db_url.parse(url), prefer_psycopg3=True), PooledPostgresqlDatabase),
    ):
        assert isinstance(database, kind)
        assert database.execute_sql("SELECT current_user").fetchone() == ("rounds",)
        database.close()
        if isinstance(database, PooledPostgresqlDatabase):
            database.close_all()
    embedded.stop()


def test_of_two_apps_that_start_at_once_the_last_one_stops_the_server(new: Path) -> None:
    apps = [App(new), App(new)]
    first, second = (app.url() for app in apps)
    assert first == second
    server = postmaster(new)
    assert apps[0].stop() == "stopped"
    assert one(second, "SELECT 1") == 1
    assert postmaster(new) == server
    assert apps[1].stop() == "stopped"
    assert not exists(server)


def test_in_one_process_too_only_the_last_user_stops_the_server(data: Path) -> None:
    one_app, other = Embedded(data, fsync=False), Embedded(data, fsync=False)
    assert one_app.start() == other.start()
    other.stop()
    assert one_app.alive()
    one_app.stop()
    assert not one_app.alive()


def test_after_a_killed_app_the_next_one_takes_its_server_over_and_stops_it(data: Path) -> None:
    app = App(data)
    keep(app.url(), "committed")
    server = postmaster(data)
    app.kill()
    assert exists(server)
    embedded = Embedded(data, fsync=False)
    assert kept(embedded.start()) == ["committed"]
    assert postmaster(data) == server
    embedded.stop()
    assert not exists(server)


def test_after_a_killed_server_the_next_start_recovers_what_was_committed(data: Path) -> None:
    app = App(data)
    keep(app.url(), "committed")
    os.kill(postmaster(data), signal.SIGKILL)
    embedded = Embedded(data, fsync=False)
    assert kept(embedded.start()) == ["committed"]
    assert app.stop() == "stopped"
    assert embedded.alive()
    embedded.stop()


def test_a_killed_server_is_brought_back_while_the_app_runs(data: Path) -> None:
    embedded = Embedded(data, fsync=False)
    url = embedded.start()
    keep(url, "committed")
    assert not embedded.restart_if_down()
    watch = threading.Thread(target=embedded.keep_alive, daemon=True)
    watch.start()
    server = postmaster(data)
    os.kill(server, signal.SIGKILL)
    until(lambda: not is_postgres(server))
    until(embedded.alive)
    assert kept(url) == ["committed"]
    embedded.stop()
    watch.join(timeout=60)
    assert not watch.is_alive()
    assert not embedded.restart_if_down()  # what was stopped stays down
    assert not embedded.alive()


def test_a_start_waits_for_the_statements_that_a_killed_server_left_behind(data: Path) -> None:
    embedded = Embedded(data, fsync=False)
    url = embedded.start()
    keep(url, "committed")
    with psycopg.connect(url, autocommit=True) as connection:
        orphan = connection.info.backend_pid
        connection.execute("SET statement_timeout = 1000")
        loop = "DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$"
        busy = threading.Thread(target=fails, args=[connection, loop])
        busy.start()
        active = f"SELECT state = 'active' AND query LIKE 'DO%' FROM pg_stat_activity WHERE pid = {orphan}"
        until(lambda: one(url, active) is True)
        os.kill(postmaster(data), signal.SIGKILL)
        assert embedded.restart_if_down()
        assert not exists(orphan)
        busy.join()
    assert kept(url) == ["committed"]
    embedded.stop()


def test_a_stranger_with_a_dead_servers_pid_neither_blocks_a_start_nor_is_signalled(data: Path) -> None:
    embedded = Embedded(data, fsync=False)
    url = embedded.start()
    uid = os.stat(f"/proc/{postmaster(data)}").st_uid
    user = {"user": uid} if os.geteuid() == 0 else {}
    stranger = subprocess.Popen(["sleep", "600"], **user)  # type: ignore[call-overload]
    try:
        kill_and_reuse_pid(data, url, stranger.pid)
        assert embedded.restart_if_down()
        assert one(url, "SELECT 1") == 1
        kill_and_reuse_pid(data, url, stranger.pid)
        embedded.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("name", ["l" * 120, "класс 1, 'А' = 100%"])
def test_a_path_that_no_socket_can_have_gets_its_socket_elsewhere(
    folder: Path, ready: Path, name: str
) -> None:
    embedded = Embedded(copy(ready, folder / name), fsync=False)
    url = embedded.start()
    sockets = socket_folder(url)
    try:
        assert one(url, "SELECT 1") == 1
        assert len(os.fsencode(sockets)) < 85
        assert mode(sockets) == 0o700
        embedded.stop()
        assert not embedded.alive()
    finally:
        shutil.rmtree(sockets)


def test_a_lost_socket_is_made_again(folder: Path, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = Embedded(copy(ready, folder / ("l" * 120)), fsync=False)
    url = embedded.start()
    sockets = socket_folder(url)
    monkeypatch.setattr(embedded_server, "DEAF", 0.5)
    for file in sockets.iterdir():
        file.unlink()
    assert embedded.restart_if_down()
    assert one(url, "SELECT 1") == 1
    embedded.stop()
    shutil.rmtree(sockets)


def test_a_killed_initdb_leaves_nothing_half_made(new: Path) -> None:
    app = App(new)
    fresh, initdb = until(lambda: running_initdb(new))
    os.kill(initdb, signal.SIGKILL)
    assert app.url() == ""
    assert "EmbeddedError" in app.process.communicate(timeout=60)[1]
    assert not fresh.exists()

    app = App(new)
    fresh, initdb = until(lambda: running_initdb(new))
    app.kill()
    os.kill(initdb, signal.SIGKILL)
    until(lambda: not exists(initdb))
    assert not (new / "postgresql" / "cluster").exists()
    embedded = Embedded(new, fsync=False)
    assert one(embedded.start(), "SELECT 1") == 1
    assert not list((new / "postgresql").glob("new-*"))
    embedded.stop()


@as_root
@pytest.mark.parametrize("owner", ["root", "nobody"])
def test_root_runs_it_as_an_ordinary_user(new: Path, owner: str) -> None:
    new.mkdir()
    shutil.chown(new, owner)
    embedded = Embedded(new, fsync=False)
    assert one(embedded.start(), "SELECT 1") == 1
    status = Path(f"/proc/{postmaster(new)}/status").read_text()
    uids = next(line.split()[1:] for line in status.splitlines() if line.startswith("Uid:"))
    assert "0" not in uids
    assert (str(pwd.getpwnam("nobody").pw_uid) in uids) or owner != "nobody"
    assert "\nGroups:\t \n" in status
    embedded.stop()


@as_root
def test_a_closed_folder_stays_closed_and_its_data_is_kept_elsewhere(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "var"
    embedded = Embedded(data, fsync=False)
    keep(embedded.start(), "kept")
    shelter = Path((data / embedded_place.POINTER).read_text().strip())
    assert shelter.parent == embedded_place.SHELTER
    assert mode(closed) == 0o700
    assert mode(shelter / "postgresql") == 0o700
    assert not (data / "postgresql").exists()
    embedded.stop()

    closed.chmod(0o711)  # also when it could go there now, it stays with what it has
    again = Embedded(data, fsync=False)
    assert kept(again.start()) == ["kept"]
    again.stop()

    shutil.chown(shelter, "nobody")
    with pytest.raises(EmbeddedError, match="not root's own folder"):
        Embedded(data).start()
    shelter.rename(shelter.with_name(f"{shelter.name}-away"))
    with pytest.raises(EmbeddedError, match="restore it"):
        Embedded(data).start()
    shelter.with_name(f"{shelter.name}-away").rename(shelter)


@as_root
def test_a_folder_that_somebody_else_made_first_is_refused(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "var"
    theirs = embedded_place.SHELTER / embedded_place.short_name(data)
    theirs.mkdir()
    try:
        shutil.chown(theirs, "nobody")
        with pytest.raises(EmbeddedError, match="not root's own folder"):
            Embedded(data).start()
        assert not (data / embedded_place.POINTER).exists()
    finally:
        theirs.rmdir()


@as_root
def test_programs_in_a_closed_folder_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = embedded_place.find_binaries(folder)
    package = folder / "closed" / original.parents[1].name
    shutil.copytree(original.parent, package / original.parent.name)
    libraries = f"{package.name}.libs"
    shutil.copytree(original.parents[2] / libraries, package.parent / libraries)
    package.parent.chmod(0o700)
    monkeypatch.setattr(embedded_place, "find_binaries", lambda _: package / original.parent.name / "bin")
    embedded = Embedded(folder / "var", fsync=False)
    assert one(embedded.start(), "SELECT 1") == 1
    assert mode(package.parent) == 0o700
    embedded.stop()


@as_root
def test_an_ordinary_user_runs_it_as_himself(new: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    if not embedded_place.can_reach(nobody.pw_uid, nobody.pw_gid, embedded_place.find_binaries(new)):
        pytest.skip("the programs lie in a closed folder")
    new.mkdir()
    shutil.chown(new, "nobody")
    app = App(new, "nobody")
    url = app.url()
    assert one(url, "SELECT 1") == 1
    assert os.stat(f"/proc/{postmaster(new)}").st_uid == nobody.pw_uid
    server, embedded = postmaster(new), Embedded(new)
    assert embedded.start() == url  # root joins it
    assert app.stop() == "stopped"
    assert exists(server)
    embedded.stop()
    assert not exists(server)


@as_root
def test_another_users_database_is_refused(new: Path) -> None:
    new.mkdir()
    (new / "postgresql").mkdir()
    shutil.chown(new, "nobody")
    shutil.chown(new / "postgresql", "daemon")
    error = App(new, "nobody").process.communicate("\n", timeout=60)[1]
    assert "is daemon's: start as" in error or "Permission denied" in error


def test_each_refusal_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").touch()
    with pytest.raises(EmbeddedError, match="choose another data folder"):
        Embedded(folder / "file" / "var").start()

    cluster = folder / "var" / "postgresql" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("9\n")
    if os.geteuid() == 0:
        shutil.chown(cluster.parent, "nobody")
    with pytest.raises(EmbeddedError, match=r"needs PostgreSQL 9.*pg_dump"):
        Embedded(folder / "var").start()

    monkeypatch.setattr(embedded_place, "PACKAGE", "no_such_package")
    with pytest.raises(EmbeddedError, match=r"pip install .* or set database_url"):
        Embedded(folder / "other").start()


def test_a_server_that_gives_up_says_why(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = Embedded(data, fsync=False)
    embedded.start()
    embedded.stop()
    monkeypatch.setitem(embedded_server.SETTINGS, "max_connections", "many")
    with pytest.raises(EmbeddedError, match=r'FATAL: .*"max_connections".*database_url'):
        embedded.start()
    monkeypatch.setitem(embedded_server.SETTINGS, "max_connections", "10")
    assert one(embedded.start(), "SHOW max_connections") == "10"
    embedded.stop()


def test_the_log_stays_small(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded = Embedded(data, fsync=False)
    url = embedded.start()
    log = data / "postgresql" / embedded_server.LOG
    monkeypatch.setattr(embedded_server, "LOG_BYTES", 1000)
    assert not embedded.restart_if_down()
    assert log.stat().st_size == 250
    with pytest.raises(psycopg.Error):
        one(url, "SELECT 'what a student wrote' / 0")
    text = log.read_text()
    assert text[250:].count("ERROR") == 1
    embedded.stop()


def copy(ready: Path, target: Path) -> Path:
    subprocess.run(["cp", "-a", str(ready), str(target)], check=True)
    return target


def one(url: str, query: str) -> object:
    """The first value that the query gives."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row
    return row[0]


def fails(connection: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.Error):
        connection.execute(statement.encode())


def keep(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def kept(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM kept ORDER BY text")]


def socket_folder(url: str) -> Path:
    return Path(parse_qs(urlparse(url).query)["host"][0])


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def postmaster(data: Path) -> int:
    return int((data / "postgresql" / "cluster" / "postmaster.pid").read_text().split("\n")[0])


def kill_and_reuse_pid(data: Path, url: str, pid: int) -> None:
    """Kill the server; make its lock files look as if that process had been given its pid."""
    files = [data / "postgresql" / "cluster" / "postmaster.pid", socket_folder(url) / ".s.PGSQL.5432.lock"]
    server = postmaster(data)
    texts = [file.read_text().replace(str(server), str(pid), 1) for file in files]
    os.kill(server, signal.SIGKILL)
    until(lambda: not is_postgres(server))
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)


def running_initdb(data: Path) -> tuple[Path, int] | None:
    """The folder that an initdb is filling, and its pid."""
    for fresh in (data / "postgresql").glob("new-*/base"):
        for pid in processes():
            if "initdb" in command_line(pid) and str(fresh.parent) in command_line(pid):
                return fresh.parent, pid
    return None


def processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def command_line(pid: int) -> str:
    return (embedded_server.command_line(pid) or b"").decode(errors="replace")


def exists(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    return command_line(pid) != ""


def is_postgres(pid: int) -> bool:
    return "postgres" in command_line(pid)


def until(condition: Callable[[], T | None]) -> T:
    """What the condition gives once it is true; the deadline only ends a test that would never end."""
    deadline = time.monotonic() + 60
    while not (result := condition()):
        assert time.monotonic() < deadline, "never came true"
        time.sleep(0.01)
    return result
