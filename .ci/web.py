"""Check the JS and CSS (`web.py lint`) or put them in form (`web.py fmt`), with biome and tsc.

.ci/package.json pins the two, .venv/node holds them. Without npm nothing is checked, and that is said loudly.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / ".ci" / "package.json"
NODE = ROOT / ".venv" / "node"
BIN = NODE / "node_modules" / ".bin"
FOLDERS = [folder for folder in ("static/js", "static/css") if (ROOT / folder).is_dir()]


def main(what: str) -> int:
    if not shutil.which("npm") or not shutil.which("node"):
        print("!!! SKIPPED: the JS and CSS are not checked, because node and npm are not installed here !!!")
        return 0
    install()
    if not FOLDERS:
        return 0
    options = ["--config-path=.ci", "--error-on-warnings", "--no-errors-on-unmatched"]
    biome = [str(BIN / "biome"), "check", *options]
    if what == "fmt":
        return run("biome", [*biome, "--write", *FOLDERS])
    types = [str(BIN / "tsc"), "--project", ".ci/tsconfig.json"]
    scripts = any((ROOT / "static" / "js").rglob("*.js"))
    return max(run("biome", [*biome, *FOLDERS]), run("tsc", types) if scripts else 0)


def install() -> None:
    stamp = NODE / "package.json"
    if stamp.exists() and stamp.read_text() == PINS.read_text():
        return
    print("Installing biome and tsc …", flush=True)
    shutil.rmtree(NODE, ignore_errors=True)
    part = NODE.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    shutil.copy(PINS, part)
    # No lock file: it names the registry of the machine that wrote it, and fails on another.
    options = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = ["npm", "install", *options]
    status, said = quietly(command, part)
    if status:
        sys.exit(f"{said}\nrounds: this failed: {' '.join(command)}")
    part.rename(NODE)


def run(name: str, command: list[str]) -> int:
    """Quiet when all is well; the whole report when not."""
    print(name, flush=True)
    status, said = quietly(command, ROOT)
    if status:
        print(said)
    return status


def quietly(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
