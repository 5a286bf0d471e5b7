"""The server as a process of its own, as whoever installs it starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Process:
    """`python server.py` with these options; `url` once it serves. Keeps what it printed in `out` and `log`."""

    def __init__(self, data, folder=ROOT, **options):
        self.folder = folder
        self.arguments = [f"--data={data}", *(f"--{name}={value}" for name, value in options.items())]
        self.out = []
        self.log = []
        self.url = ""
        self.news = threading.Condition()
        self.start()

    def start(self):
        """Start, or start again after it was killed; returns once it serves."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ROUNDS_")}
        self.process = subprocess.Popen(
            [sys.executable, "server.py", *self.arguments],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.out), daemon=True),
            threading.Thread(target=self._read, args=(self.process.stderr, self.log), daemon=True),
        ]
        line = self.process.stdout.readline()
        for reader in self.readers:
            reader.start()
        assert line.startswith("READY "), (line, self.log)
        self.url = line.split()[1].rstrip("/")

    @property
    def first_run(self):
        """The one-time link, at the address of this machine alone."""
        self.wait_for(r"/first-run/")
        link = next(line for line in self.out if "/first-run/" in line)
        return self.url + re.search(r"/first-run/\S+", link).group()

    def wait_for(self, pattern):
        """Wait until it has printed this."""
        with self.news:
            while not any(re.search(pattern, line) for line in self.out):
                assert self.process.poll() is None, self.log
                self.news.wait(timeout=1)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Stop it cleanly; gives the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self):
        """Wait until it has ended by itself; gives the exit status."""
        status = self.process.wait()
        for reader in self.readers:
            reader.join()
        return status

    def _read(self, stream, lines):
        for line in stream:
            with self.news:
                lines.append(line.rstrip("\n"))
                self.news.notify_all()
        stream.close()
