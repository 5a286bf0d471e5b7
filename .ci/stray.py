"""Find what must not be in the repository: paths of one machine, registries, keys, leftovers of a merge."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Written so that no pattern finds itself.
STRAYS = {
    "a path of one machine": re.compile(r"(?<![\w.}/$-])/(?:work|root|home/[a-z]\w*|Users/\w+)/"),
    "a package registry's address": re.compile(
        r"://[\w.-]*(?:registry|pypi|pythonhosted|npm|mirror)[\w-]*\."
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "a conflict left by a merge": re.compile(r"^(?:<{7}|>{7}) "),
    "a stop for the debugger": re.compile(r"^\s*(?:breakpoint\(\)|debugger;)"),
}
LOCKS = {"package-lock.json", "uv.lock", "poetry.lock", "yarn.lock"}


def main() -> int:
    found = [line for name in tracked() for line in strays(name)]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def tracked() -> list[str]:
    """What git keeps or would keep; nothing in a folder without git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("  skipped: this folder is not a git repository")
        return []
    return sorted({name for name in done.stdout.split("\0") if name})


def strays(name: str) -> list[str]:
    path = ROOT / name
    if path.name in LOCKS:
        return [f"{name}: a lock file names the registry of the machine that wrote it"]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []  # a picture, a font, a file just removed
    return [
        f"{name}:{number}: {what}: {line.strip()[:100]}"
        for number, line in enumerate(text.split("\n"), 1)
        for what, pattern in STRAYS.items()
        if pattern.search(line)
    ]


if __name__ == "__main__":
    sys.exit(main())
