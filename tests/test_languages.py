"""Every text for people is in every catalogue, and each browser gets its language."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from handlers.languages import LANGUAGES, LOCALE, Languages

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
CATALOGUES = sorted(LOCALE.glob("*.po"))
FORMS = {"ru": 3}


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
        elif len(message.string) != FORMS[path.stem] or not all(form.strip() for form in message.string):
            forms.append(msgid)
    assert (untranslated, fuzzy, forms) == ([], [], [])
    assert catalog.num_plurals == FORMS[path.stem]


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


def test_the_scripts_texts_reach_the_scripts(texts):
    languages = Languages()
    for code, _ in LANGUAGES[1:]:
        block = languages.for_scripts[code]
        assert "<" not in block  # it stands inside a script element
        for msgid, its in texts.items():
            if any(place.endswith(".js") for place in its):
                key = msgid if isinstance(msgid, str) else msgid[0]
                assert f'"{key}"'.replace("\n", "\\n") in block, key


def test_russian_is_there_under_its_own_name():
    assert LANGUAGES == [("en", "English"), ("ru", "Русский")]


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
