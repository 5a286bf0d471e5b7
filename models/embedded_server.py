"""One private PostgreSQL server at its place: ask it, launch it, make its cluster and database, shut it down.

It is asked, never a pid: pids are reused, so a signal goes only to a process whose command line names our
cluster. Two processes must not do these things at the same time: embedded.py holds the locks.
"""

import contextlib
import logging
import os
import re
import shutil
import signal
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any

from models.embedded_place import EmbeddedError, Place, run_as

log = logging.getLogger(__name__)

READY, BUSY = 0, 1  # pg_isready's answers; BUSY: starting, recovering or shutting down
LOG, LOG_BYTES = "postgresql.log", 4 << 20
SOCKET = ".s.PGSQL.5432"
DEAF = 5.0  # seconds after which a server without a socket is given up
PATIENCE = 60.0  # seconds without an answer; ten times as many while it is BUSY
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath, "PGCONNECT_TIMEOUT": "10"}
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "50",
    "shared_buffers": "64MB",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # this and the next: what people wrote stays out of the log
    "log_error_verbosity": "terse",
}
UNSAFE = {"fsync": "off", "full_page_writes": "off"}
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
DATABASE = rb"""
SELECT 'CREATE ROLE rounds LOGIN CREATEDB'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'rounds') \gexec
SELECT 'CREATE DATABASE rounds OWNER rounds'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'rounds') \gexec
"""


class Server:
    """The server of a place; with `fsync=False` a power cut may destroy what it keeps."""

    def __init__(self, place: Place, *, fsync: bool) -> None:
        self.place = place
        self.url = f"postgresql:///rounds?host={place.sockets}&user=rounds"
        self._fsync = fsync
        self._launched: subprocess.Popen[bytes] | None = None
        self._mark = 0  # where in the log the present attempt begins

    def ready(self) -> bool:
        return self._ask() == READY

    def bring_up(self) -> None:
        """Return when our server answers; launch it if it does not run. Raises EmbeddedError, OSError."""
        begun = heard = time.monotonic()
        self._mark, tried = self.trim_log(), False
        while (answer := self._ask()) != READY:
            now = time.monotonic()
            heard = now if answer == BUSY else heard
            if now - heard > PATIENCE or now - begun > 10 * PATIENCE:
                raise self._failure("PostgreSQL does not answer")
            if self._launched and (status := self._launched.poll()) is not None:
                self._launched = None
                # Backends of a killed server finish their statement first; until then no new one starts.
                if tried and status != 0 and "still in use" not in self._said():
                    raise self._failure("PostgreSQL does not start")
            pid = self._postmaster()
            if not pid and not self._launched:
                self._launch()
                tried = True
            elif pid and now - begun > DEAF and not (self.place.sockets / SOCKET).exists():
                os.kill(pid, signal.SIGINT)  # a cleaner of /tmp took its socket: nobody can reach it any more
            time.sleep(min(0.02 + (now - begun) / 10, 0.5))

    def make_database(self) -> None:
        """Make the role and the database where they are missing. Raises EmbeddedError."""
        if self._run("psql", "-qX", "-v", "ON_ERROR_STOP=1", *self._door(), script=DATABASE):
            raise self._failure("The database can't be made")

    def shut_down(self) -> None:
        """Stop the server, whoever launched it; returns when it is gone, or after a minute with a warning."""
        pid = self._postmaster()
        if pid is None:
            if self.ready():
                log.warning("PostgreSQL in %s is no process of this system: left running", self.place.home)
            return
        os.kill(pid, signal.SIGINT)  # "fast": running transactions are rolled back
        deadline = time.monotonic() + PATIENCE
        while self._is_ours(pid):
            if time.monotonic() > deadline:
                log.warning("PostgreSQL in %s (process %d) is still shutting down", self.place.home, pid)
                return
            time.sleep(0.02)
        if self._launched and self._launched.pid == pid:
            self._launched.wait()

    def trim_log(self) -> int:
        """Keep the last quarter of a log that has grown too long (writers only append); return its size."""
        with self.place.open_file(LOG) as file:
            size = os.fstat(file).st_size
            if size > LOG_BYTES:
                tail = os.pread(file, LOG_BYTES // 4, size - LOG_BYTES // 4)
                os.ftruncate(file, 0)
                size = os.write(file, tail)
            return size

    def _launch(self) -> None:
        place = self.place
        if not place.cluster.exists():
            self._make_cluster()
        for kept in (place.cluster / "postmaster.pid", place.sockets / f"{SOCKET}.lock"):
            # A stranger may have the dead server's pid by now; PostgreSQL would take it for a live server.
            if command_line(read_pid(kept)) is not None:
                kept.unlink()
        settings = SETTINGS if self._fsync else SETTINGS | UNSAFE
        options = [f"--{name}={value}" for name, value in settings.items()]
        options.append(f"--unix_socket_directories={place.sockets}")
        command = [str(place.bin / "postgres"), "-D", str(place.cluster), *options]
        with place.open_file(LOG) as output:
            self._launched = subprocess.Popen(command, stdin=subprocess.DEVNULL, **self._child(output))

    def _make_cluster(self) -> None:
        """Make it under another name and rename: a half-made one is never taken for the database."""
        home = self.place.home
        for dead in home.glob("new-*"):
            remove(dead)
        owner = ["--username=postgres", "--auth=trust"]
        fresh = home / f"new-{uuid.uuid4().hex}"  # its own: a killed app's initdb may still write to another
        if self._run("initdb", "-D", str(fresh), *owner, *LOCALE, *([] if self._fsync else ["--no-sync"])):
            remove(fresh)
            raise self._failure("The database can't be made")
        fresh.rename(self.place.cluster)
        folder = os.open(home, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _ask(self) -> int:
        return self._run("pg_isready", "-q", "-t", "3", *self._door())

    def _door(self) -> list[str]:
        return ["-h", str(self.place.sockets), "-U", "postgres", "-d", "postgres"]

    def _run(self, program: str, *arguments: str, script: bytes = b"") -> int:
        command = [str(self.place.bin / program), *arguments]
        with self.place.open_file(LOG) as output:
            child = subprocess.Popen(command, stdin=subprocess.PIPE, **self._child(output))
        child.communicate(script)
        if child.returncode < 0:  # somebody killed it: what it had started would go on by itself
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        return child.returncode

    def _child(self, output: int) -> dict[str, Any]:
        """How every child starts: out of reach of Ctrl-C, output to a file (a server keeps a pipe open)."""
        files = {"stdout": output, "stderr": output, "cwd": self.place.home, "umask": 0o077}
        return (
            files | {"env": ENVIRONMENT, "start_new_session": True} | run_as(self.place.uid, self.place.gid)
        )

    def _postmaster(self) -> int | None:
        """The pid of the process that serves our cluster, if there is one in sight."""
        pid = read_pid(self.place.cluster / "postmaster.pid")
        return pid if self._is_ours(pid) else None

    def _is_ours(self, pid: int) -> bool:
        return b"/postgres -D %b --" % bytes(self.place.cluster) in (command_line(pid) or b"")

    def _said(self) -> str:
        with self.place.open_file(LOG) as file:
            return os.pread(file, 1 << 16, self._mark).decode(errors="replace")

    def _failure(self, what: str) -> EmbeddedError:
        said, home = self._said(), self.place.home
        if "No space left on device" in said:
            return EmbeddedError(f"{what}: the disk with {home} is full, free some space and start again")
        lines = ["", *(line for line in said.splitlines() if re.search(r"FATAL|PANIC|error", line))]
        return EmbeddedError(f"{what}: {lines[-1]} (see {home / LOG}, or set database_url to another server)")


def remove(folder: Path) -> None:
    """Delete a half-made cluster, also when a dying child of initdb still puts a last file into it."""
    for pause in (0.0, 0.1, 0.5, 1.0):
        time.sleep(pause)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    log.warning("%s is left over and can be deleted", folder)


def read_pid(file: Path) -> int:
    """The first line of a lock file of PostgreSQL; 0 if there is none."""
    try:
        return int(file.read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return 0


def command_line(pid: int) -> bytes | None:
    """Its command and arguments, spaces between; empty for a zombie or a hidden process, None for none."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        except PermissionError:
            return b""
        except (FileNotFoundError, ProcessLookupError):
            return None
    ps = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], check=False, stdout=subprocess.PIPE)
    return ps.stdout if ps.returncode == 0 else None
