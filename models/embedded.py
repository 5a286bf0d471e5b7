"""The private PostgreSQL under the data folder, as the app sees it: start, share, keep alive, stop.

Several apps may use one server. Each holds a shared lock meanwhile, which the kernel takes from a killed one;
the server stops with the last. No TCP, no password: who can enter the socket's folder (0700) can enter the
database.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.embedded_place import EmbeddedError, find_place
from models.embedded_server import Server

__all__ = ["Embedded", "EmbeddedError"]
log = logging.getLogger(__name__)


class Embedded:
    """One app's share of the private PostgreSQL in `data`; every app makes its own, before any fork.

    `fsync=False` is for tests: a power cut may then destroy what is kept.
    """

    def __init__(self, data: Path, *, fsync: bool = True) -> None:
        self._data = data.resolve()
        self._fsync = fsync
        self._server: Server | None = None
        self._users: int | None = None  # a descriptor whose shared lock says that this app uses the server
        self._stopped = threading.Event()

    def start(self) -> str:
        """Start the server or join the running one; return the URL of its database. Raises EmbeddedError.

        The URL, `postgresql:///rounds?host=/socket/folder&user=rounds`, is one of libpq: psycopg, psql and
        pg_dump take it as it is, and `playhouse.db_url.connect(url, prefer_psycopg3=True)` too. For a pool, put
        `postgresql+pool:` for `postgresql:`, or give `**db_url.parse(url)` to the pool.
        """
        try:
            if self._server is None:
                self._server = Server(find_place(self._data), fsync=self._fsync)
            with self._alone(self._server):
                if self._users is None:  # first, so that stop() also ends a start that was broken off
                    # The folder itself is locked, because cleaners of /var/tmp skip a locked folder.
                    self._users = os.open(self._server.place.home, os.O_RDONLY)
                    fcntl.flock(self._users, fcntl.LOCK_SH)
                self._server.bring_up()
                self._server.make_database()
        except OSError as error:
            raise EmbeddedError(
                f"PostgreSQL can't be kept under {self._data} ({error}): make that folder writable and free "
                "some space on its disk, choose another data folder, or set database_url"
            ) from error
        self._stopped.clear()
        return self._server.url

    def stop(self) -> None:
        """Leave the server; the last one who leaves shuts it down. What fails then is logged, not raised."""
        self._stopped.set()
        if self._server is None or self._users is None:
            return
        with self._alone(self._server):
            users, self._users = self._users, None
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._server.shut_down()
            except BlockingIOError:
                log.info("PostgreSQL in %s stays up for its other users", self._server.place.home)
            finally:
                os.close(users)

    def alive(self) -> bool:
        """Whether the server takes connections now; asks it, which costs about 5 ms."""
        return self._server is not None and self._server.ready()

    def keep_alive(self) -> None:
        """Ask each second, restart a dead server, and wait longer (to 30 s) while it keeps dying.

        Blocks until `stop()`: the work of a daemon thread.
        """
        pause = 1.0
        while not self._stopped.wait(pause):
            try:
                pause = min(pause * 2, 30.0) if self.restart_if_down() else 1.0
            except (EmbeddedError, OSError) as error:
                pause = min(pause * 2, 30.0)
                log.error("PostgreSQL is down, next try in %.0f s: %s", pause, error)

    def restart_if_down(self) -> bool:
        """Bring back a server that died and say whether that was needed. Raises EmbeddedError, OSError."""
        if self._server is None or self._users is None:
            return False
        self._server.trim_log()
        if self._server.ready():
            return False
        with self._alone(self._server):
            if (
                self._users is None or self._server.ready()
            ):  # stopped or brought back while we waited for our turn
                return False
            log.warning(
                "PostgreSQL in %s does not answer: started again if it is gone", self._server.place.home
            )
            self._server.bring_up()
            return True

    @contextmanager
    def _alone(self, server: Server) -> Iterator[None]:
        """Only one thread of one process starts or stops the server; the kernel ends a killed one's turn."""
        with server.place.open_file("lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
