"""Check the JS, the CSS and docs/asyncapi.yaml (`web.py lint`) or put the former in form (`web.py fmt`).

.ci/package.json pins what does it, .venv/node holds it. Without npm nothing is checked, and that is said loudly.
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
PROTOCOL = ROOT / "docs" / "asyncapi.yaml"
FOLDERS = [folder for folder in ("static/js", "static/css", "docs/clients") if (ROOT / folder).is_dir()]


def main(what: str) -> int:
    if not shutil.which("npm") or not shutil.which("node"):
        print(
            "!!! SKIPPED: JS, CSS and the protocol are not checked: node and npm are not installed here !!!"
        )
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
    protocol = ["node", str(ROOT / ".ci" / "asyncapi.js"), str(PROTOCOL)]
    sheets = [str(path) for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.css"))]
    floor = ["node", str(ROOT / ".ci" / "floor.js"), str(NODE / "node_modules"), *sheets]
    return max(
        run("biome", [*biome, *FOLDERS]),
        run("tsc", types) if scripts else 0,
        run("floor", floor),
        run("asyncapi", protocol, NODE),
    )


def install() -> None:
    stamp = NODE / "package.json"
    if stamp.exists() and stamp.read_text() == PINS.read_text():
        return
    print("Installing biome, tsc, doiuse and the parser of AsyncAPI …", flush=True)
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


def run(name: str, command: list[str], folder: Path = ROOT) -> int:
    """Quiet when all is well; the whole report when not."""
    print(name, flush=True)
    status, said = quietly(command, folder)
    if status:
        print(said)
    return status


def quietly(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
