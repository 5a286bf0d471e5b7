"""Find a browser for the tests, and get one where there is none: `python -m tests.browser` says which.

Debian's chromium-headless-shell is the one to have: it opens pages several times faster than the full one.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# The font has Cyrillic, should the pages' own not load.
DEBIAN = ("chromium-headless-shell", "fonts-dejavu-core")
HELP = (
    "no browser for the tests. Install Chromium (Debian: apt install chromium-headless-shell), or name one "
    "in BROWSER_PATH, or leave these tests out: .venv/bin/python -m pytest -m 'not browser'"
)


class NoBrowser(RuntimeError):
    """There is none and none could be had; says in one line what to do."""


def ensure() -> Path:
    """A browser that starts, installed if need be. Raises NoBrowser."""
    if path := find():
        return path
    with one_at_a_time():
        path = find()
        for install in (with_apt, with_playwright):
            if not path and install():
                path = find()
    if not path:
        raise NoBrowser(HELP)
    return path


def find() -> Path | None:
    """The first browser here that starts. Where BROWSER_PATH names one, it or NoBrowser is raised."""
    if ordered := os.environ.get("BROWSER_PATH"):
        if not starts(Path(ordered)):
            raise NoBrowser(f"BROWSER_PATH is {ordered}, and that does not start as a browser")
        return Path(ordered)
    named = (shutil.which(name) for name in NAMES)
    candidates = [Path(name) for name in (*named, *MAC) if name]
    return next((path for path in (*candidates, *playwrights_own()) if starts(path)), None)


def playwrights_own() -> list[Path]:
    """Playwright's downloads, the newest first, each time the light shell before the full browser."""
    caches = (Path.home() / ".cache", Path.home() / "Library" / "Caches")
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(own)] if own else [cache / "ms-playwright" for cache in caches]
    found = [
        path
        for folder in folders
        for release in folder.glob("chromium*-*")
        for path in release.glob("*/*")
        if path.name in ("headless_shell", "chrome-headless-shell", "chrome")
    ]
    return sorted(found, key=lambda path: ("shell" in path.name, build(path)), reverse=True)


def build(path: Path) -> int:
    number = re.search(r"chromium\w*-(\d+)", str(path))
    return int(number[1]) if number else 0


def starts(path: Path) -> bool:
    if not os.access(path, os.X_OK) or is_snap(path):
        return False
    try:
        done = subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def is_snap(path: Path) -> bool:
    """A snap sees neither /tmp nor hidden folders: it can't open the profile that Playwright makes for it."""
    real = path.resolve()
    if real.name == "snap" or "snap" in real.parts:
        return True
    with real.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start


def with_apt() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say("apt-get install " + " ".join(DEBIAN))
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    # An update that fails (a source that is away) leaves the old lists, and they may do.
    run([*apt, "update"])
    return run([*apt, "install", "-y", "--no-install-recommends", *DEBIAN])


def with_playwright() -> bool:
    say("playwright install --only-shell chromium")
    return run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"])


def run(command: list[str]) -> bool:
    """True if it went well; otherwise the line that says why not is shown."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile(mode="w+", errors="replace") as said:
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        if done.returncode:
            said.seek(0)
            lines = [line.strip() for line in said]
            say(next((line for line in lines if line.startswith(("Error", "E:"))), "it failed"))
    return done.returncode == 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several test runs of one user, one installs and the others wait for it."""
    path = Path(tempfile.gettempdir()) / f"rounds-tests-browser-{os.getuid()}.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def say(line: str) -> None:
    print(f"browser: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        print(f"browser: {ensure()}")
    except NoBrowser as problem:
        sys.exit(f"rounds: {problem}")
