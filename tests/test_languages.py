"""Every text for people is in every catalogue, and each browser gets its language."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from handlers.languages import LANGUAGES, LOCALE, Languages, found
from handlers.scripts import Scripts

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
CATALOGUES = sorted(LOCALE.glob("*.po"))
PAGES = sorted(path.stem for path in (ROOT / "static" / "js" / "pages").glob("*.js"))


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


@pytest.fixture(scope="module")
def texts():
    """What stands in the code: msgid (or one and many) → the files that use it."""
    with (ROOT / ".ci" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for folder in ("handlers", "models", "templates", "static"):
        inside = [
            (pattern.removeprefix(f"{folder}/"), how)
            for pattern, how in methods
            if pattern.startswith(folder)
        ]
        its_options = {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()}
        for place, line, text, _, context in extract_from_dir(ROOT / folder, inside, its_options, KEYWORDS):
            found.add(text, locations=[(f"{folder}/{place}", line)], context=context)
    return {message.id: [place for place, _ in message.locations] for message in found if message.id}


def test_texts_are_found_in_every_kind_of_file(texts):
    places = {place for its in texts.values() for place in its}
    for start in ("handlers/", "models/", "templates/", "static/js/"):
        assert any(place.startswith(start) for place in places), start
    assert "No such room" in texts  # N_ in Python
    assert "The training has not started yet: the trainer starts it first." in texts
    assert ("{n} second left", "{n} seconds left") in texts  # ngettext in JS


def test_no_call_in_a_script_is_overlooked(texts):
    """What reads the texts out of JavaScript does not look into `${…}`."""
    first = re.compile(r"\bn?gettext\(\s*(\"(?:[^\"\\]|\\.)*\")")
    known = {text if isinstance(text, str) else text[0] for text in texts}
    called = {
        json.loads(text): path.name
        for path in (ROOT / "static" / "js").rglob("*.js")
        for text in first.findall(path.read_text())
    }
    assert len(called) > 100
    assert {text: name for text, name in called.items() if text not in known} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated_in_all_its_forms(path, texts):
    catalog = read(path)
    untranslated, fuzzy, forms = [], [], []
    for msgid in texts:
        message = catalog.get(msgid if isinstance(msgid, str) else msgid[0])
        if message is None or message.id != msgid:
            untranslated.append(msgid)
        elif message.fuzzy:
            fuzzy.append(msgid)
        elif isinstance(msgid, str):
            if not message.string.strip():
                untranslated.append(msgid)
        elif len(message.string) != catalog.num_plurals or not all(form.strip() for form in message.string):
            forms.append(msgid)
    assert (untranslated, fuzzy, forms) == ([], [], [])
    assert (catalog.num_plurals, catalog.plural_expr) == get_plural(path.stem)[:2]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_catalogue_has_a_text_that_nobody_uses(path, texts):
    assert [message.id for message in read(path) if message.id and message.id not in texts] == []


def places(text):
    return sorted(re.findall(r"\{\w*\}|%\(\w+\)[sd]", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_same_places_for_values(path):
    for message in read(path):
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string)
        for string in strings:
            assert places(string) in [places(source) for source in sources], message.id


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_texts_of_its_own_modules_and_no_others(page, texts):
    languages, scripts = Languages(), Scripts(ROOT / "static" / "js")
    its = {f"static/js/{module.name}" for module in scripts.modules_of(page)}
    said = {
        msgid if isinstance(msgid, str) else msgid[0] for msgid, places in texts.items() if its & set(places)
    }
    for code, _ in LANGUAGES[1:]:
        block = languages.for_script(code, scripts.source(page))
        assert "<" not in block  # it stands inside a script element
        found = set(json.loads(block)) - {""}
        assert said & set(languages.for_scripts[code]) <= found
        # a word that a module also says to itself may come along
        assert [text for text in found - said if not text.isalpha()] == []


def test_russian_is_there_under_its_own_name():
    assert LANGUAGES == [("en", "English"), ("ru", "Русский")]


LATVIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);\\n"

#: templates/join/code.html
msgid "Join a room"
msgstr "Ieiet telpā"

#: static/js/lib/standing.js
msgid "{n} student is here"
msgid_plural "{n} students are here"
msgstr[0] "{n} skolēns"
msgstr[1] "{n} skolēni"
msgstr[2] "{n} skolēnu"
"""


@pytest.fixture
def latvian(tmp_path, monkeypatch):
    """The languages of a server with one more file."""
    (tmp_path / "lv.po").write_text(LATVIAN)
    monkeypatch.setattr("handlers.languages.LOCALE", tmp_path)
    return Languages()


def test_a_file_is_all_that_a_language_needs(latvian):
    assert found() == [("en", "English"), ("lv", "Latviešu")]
    assert latvian.best("lv-LV,en;q=0.5") == "lv"
    assert latvian.gettext("lv", "Join a room") == "Ieiet telpā"
    assert latvian.gettext("lv", "Not translated yet") == "Not translated yet"
    assert not latvian.is_cyrillic["lv"]


def test_scripts_count_by_the_catalogues_own_rule(latvian):
    texts = latvian.for_scripts["lv"]
    forms, rule = texts["{n} student is here"], texts[""]
    assert [forms[int(rule[n])] for n in (0, 1, 2, 10, 11, 21, 111, 121)] == [
        "{n} skolēnu",
        "{n} skolēns",
        "{n} skolēni",
        "{n} skolēni",
        "{n} skolēni",
        "{n} skolēns",
        "{n} skolēni",
        "{n} skolēns",
    ]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_language_needs_more_than_the_last_two_digits_of_a_large_number(path):
    translations, rule = Languages().translations[path.stem], Languages().for_scripts[path.stem][""]
    for n in (*range(1_000), 1_000_000, 1_000_001, 1_000_012):
        assert int(rule[n if n < 200 else 100 + n % 100]) == translations.plural(n), n  # type: ignore[attr-defined]


def test_the_font_that_a_language_needs_first_is_known():
    assert Languages().is_cyrillic == {"en": False, "ru": True}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("RU", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("en;q=0.3,ru;q=0.9", "ru"),
        ("de,fr;q=0.9", "en"),
        ("de-AT,de;q=0.9,ru;q=0.1", "ru"),
        ("uk,be;q=0.9,ru; q=0.8", "ru"),
        ("en ; q=0.5 , ru ; q=0.7", "ru"),
        ("ru;q=0", "en"),
        ("ru;q=0,de", "en"),
        ("*", "en"),
        ("ru;q=high", "en"),
        ("ru;q=", "en"),
        (";;;,,,q=1,\u00e9\0", "en"),
        ("zh-Hans-CN,ru;q=0.5", "ru"),
        ("x" * 9000, "en"),
    ],
)
def test_a_browser_gets_the_language_that_it_likes_best(accepted, language):
    assert Languages().best(accepted) == language
