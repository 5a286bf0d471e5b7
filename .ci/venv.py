"""Bring .venv up to date with setup.cfg: `python3 .ci/venv.py [EXTRA…]`, what runs Rounds and those extras.

Nothing is done while the stamp in .venv says that what is asked for is there. The stamp is away while
something is being installed, so what was interrupted is made anew from nothing; and so is what was moved,
copied or made by another Python.
"""

import configparser
import fcntl
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
# Not .venv's own Python, should that one be active.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable

# Up to here an old Python understands this file too, so that it can say what it lacks.
# (badwords-py has no build for 3.14.)
if not (3, 11) <= sys.version_info < (3, 14):
    names = [shutil.which(f"python3.{minor}") for minor in (13, 12, 11)]
    for other in filter(None, names):
        # One that is only named here (pyenv) does not start.
        if subprocess.run([other, "-c", ""], stderr=subprocess.DEVNULL).returncode == 0:
            os.execv(other, [other, *sys.argv])  # noqa: S606
    sys.exit(f"rounds: needs Python 3.11, 3.12 or 3.13; {sys.executable} is {sys.version.split()[0]}.")


def main(extras: list[str]) -> None:
    with Path(__file__).open() as me:
        fcntl.flock(me, fcntl.LOCK_EX)  # of two at once the second waits, then finds everything there
        there = read_stamp()
        wanted = listed(["run", *extras])
        if there is None:
            make_venv()
        if not wanted <= (there or set()):
            print(f"Installing what is needed for {', '.join(['run', *extras])} …", flush=True)
            install(wanted, there or set())


def listed(headings: list[str] | None = None) -> set[str]:
    """The requirements that setup.cfg has under these headings ("run" and the extras); None: under all."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    blocks = {"run": config["options"]["install_requires"], **config["options.extras_require"]}
    chosen = blocks if headings is None else headings
    return {line for heading in chosen for line in blocks[heading].splitlines() if line}


def read_stamp() -> set[str] | None:
    """The requirements that .venv fulfils; None where there is no .venv that can be trusted."""
    try:
        stamp = json.loads(STAMP.read_text())
        alive = (VENV / "bin" / "python").exists()
        return set(stamp["requirements"]) if alive and stamp["bound_to"] == bound_to() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def bound_to() -> list[str]:
    """What a .venv can't outlive: the place where it stands, and the Python that it borrows."""
    return [str(VENV), os.path.realpath(PYTHON), "{}.{}".format(*sys.version_info)]


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip"):  # without it, as on a bare Debian, `venv` gets only half way
        way = [PYTHON, "-m", "venv"]
    elif importlib.util.find_spec("virtualenv"):
        way = [sys.executable, "-m", "virtualenv", "--quiet", "--python", PYTHON]
    elif shutil.which("uv"):
        way = ["uv", "venv", "--quiet", "--seed", "--python", PYTHON]
    else:
        package = "python{}.{}-venv".format(*sys.version_info)
        sys.exit(f"rounds: this Python can't make a .venv. On Debian and Ubuntu: apt install {package}")
    if VENV.exists():
        shutil.rmtree(VENV)
    quietly([*way, str(VENV)])


def install(wanted: set[str], there: set[str]) -> None:
    before = STAMP.read_text() if STAMP.exists() else None
    STAMP.unlink(missing_ok=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    try:
        quietly([*pip, "install", "--quiet", "--prefer-binary", *sorted(wanted)])
    except SystemExit:
        # pip collects everything before it changes anything: what was there still works.
        if before:
            STAMP.write_text(before)
        raise
    fulfilled = wanted | (there & listed())
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps({"bound_to": bound_to(), "requirements": sorted(fulfilled)}, indent=1))
    part.replace(STAMP)


def quietly(command: list[str]) -> None:
    """Run it; what it said is shown only if it failed."""
    foreign = ("PIP_USER", "PIP_TARGET", "PYTHONHOME", "PYTHONPATH")
    env = {key: value for key, value in os.environ.items() if key not in foreign}
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout.strip()}\nrounds: this failed: {' '.join(command)}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nrounds: interrupted; the next make begins anew.")
    except OSError as problem:
        sys.exit(f"rounds: can't bring .venv up to date ({problem}). Remove .venv and try again.")
