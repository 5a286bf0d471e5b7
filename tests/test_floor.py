"""The oldest browsers that Rounds is for, iOS Safari 15.0 and Chrome 100: scripts say nothing that they do not know.

What JavaScript itself has, tsc knows (`lib` in .ci/tsconfig.json); new CSS, `.ci/floor.js`. Here is what neither sees.
"""

import re

import pytest

from handlers.pages import TEMPLATES
from handlers.scripts import Scripts
from handlers.static import FOLDER

SCRIPTS = Scripts(FOLDER / "js")
MODULES = sorted(path.relative_to(FOLDER).as_posix() for path in (FOLDER / "js").rglob("*.js"))
PHONE = ("join", "wait", "kicked", "student")
# Since Safari 15.4 to 18, or never in it.
UNKNOWN = {
    "a class's static block": r"\bstatic\s*\{",
    "a regular expression that looks behind": r"\(\?<[=!]",
    "await outside of a function": r"^await\b",
    "structuredClone": r"\bstructuredClone\b",
    "requestSubmit": r"\brequestSubmit\b",
    "requestIdleCallback": r"\brequestIdleCallback\b",
    "AbortSignal.timeout or any": r"\bAbortSignal\.(?:timeout|any)\b",
    "inert": r"\.inert\b",
    "a popover": r"\b(?:show|hide|toggle)Popover\b",
    "checkVisibility": r"\bcheckVisibility\b",
    "scrollend": r"[\"']scrollend[\"']",
    "crypto without https": r"\bcrypto\.(?:randomUUID|subtle)\b",
    ":has()": r":has\(",
}
# A trainer's browser is newer: a school's computer.
ON_PHONES = {"a <dialog>": r"\bshowModal\b|HTMLDialogElement"}


def said(path):
    """The code without its comments."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", path.read_text(), flags=re.DOTALL)


def unknown(path, names):
    text = said(path)
    return [name for name, pattern in names.items() if re.search(pattern, text, re.MULTILINE)]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_only_what_the_oldest_browsers_know(module):
    assert unknown(FOLDER / module, UNKNOWN) == []


@pytest.mark.parametrize("page", PHONE)
def test_a_phone_is_given_nothing_newer_in_what_its_modules_bring(page):
    for module in SCRIPTS.modules_of(page):
        assert unknown(module.path, ON_PHONES) == [], module.name


def test_the_pages_of_phones_hold_nothing_newer():
    for path in (
        *TEMPLATES.glob("students/*.html"),
        *TEMPLATES.glob("join/*.html"),
        *TEMPLATES.glob("live/*.html"),
    ):
        assert not re.search(r"<dialog|<search\b|\spopover\b|\sinert\b", path.read_text()), path


def test_what_is_looked_for_is_found(tmp_path):
    (tmp_path / "a.js").write_text(
        "class A { static { B(); } } // structuredClone\nawait A; x.match(/(?<=a)b/);\n"
    )
    assert len(unknown(tmp_path / "a.js", UNKNOWN)) == 3
