"""The languages that pages speak: gettext catalogues, read once at the start."""

from __future__ import annotations

import json
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALE = Path(__file__).parent.parent / "locale"
SOURCE = "en"


def found() -> list[tuple[str, str]]:
    """English and every catalogue in locale/: (code, the language's own name)."""
    codes = [SOURCE, *sorted(path.stem for path in LOCALE.glob("*.po"))]
    return [(code, (Locale.parse(code).get_display_name(code) or code).capitalize()) for code in codes]


LANGUAGES = found()


class Languages:
    """All catalogues, for pages and for their scripts."""

    def __init__(self) -> None:
        self.translations: dict[str, NullTranslations] = {SOURCE: NullTranslations()}
        self.for_scripts: dict[str, dict[str, Any]] = {SOURCE: {}}
        self.is_cyrillic: dict[str, bool] = {SOURCE: False}  # which of the fonts a page needs first
        for path in LOCALE.glob("*.po"):
            with path.open("rb") as file:
                catalog = read_po(file, locale=path.stem)
            compiled = BytesIO()
            write_mo(compiled, catalog)
            compiled.seek(0)
            self.translations[path.stem] = translations = Translations(compiled)
            self.for_scripts[path.stem] = for_scripts(catalog, translations)
            self.is_cyrillic[path.stem] = is_cyrillic(catalog)

    def gettext(self, language: str, text: str) -> str:
        return self.translations[language].gettext(text)

    def for_script(self, language: str, source: str) -> str:
        """What a script with this source says: as JSON that is safe inside a script element."""
        texts = {
            text: translated
            for text, translated in self.for_scripts[language].items()
            if (json.dumps(text, ensure_ascii=False) in source if text else "ngettext(" in source)
        }
        return json.dumps(texts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    def best(self, accepted: str) -> str:
        """The language that a browser's Accept-Language header likes best (RFC 9110, 12.5.4)."""
        wanted: list[tuple[float, str]] = []
        for part in accepted.split(","):
            tag, _, weight = (piece.strip() for piece in part.partition(";"))
            try:
                quality = float(weight.lower().removeprefix("q=")) if weight else 1.0
                if quality > 0:  # 0: not acceptable
                    wanted.append((-quality, Locale.parse(tag, sep="-").language))
            except (ValueError, UnknownLocaleError):
                continue
        for _, language in sorted(wanted, key=lambda one: one[0]):
            if language in self.translations:
                return language
        return SOURCE


def for_scripts(catalog: Catalog, translations: NullTranslations) -> dict[str, Any]:
    """What JavaScript says: msgid → text, or list of plural forms.

    Under "": which form each number takes, by the catalogue's own rule, a digit for each of 0 … 199. Every larger
    number takes that of its last two digits with 100 before them: no language looks at more.
    """
    form = translations.plural  # type: ignore[attr-defined]
    texts: dict[str, Any] = {"": "".join(str(form(n)) for n in range(200))}
    for message in catalog:
        if message.id and any(place.endswith(".js") for place, _ in message.locations):
            key = message.id if isinstance(message.id, str) else message.id[0]
            texts[key] = message.string
    return texts


def is_cyrillic(catalog: Catalog) -> bool:
    """Is most of it written so?"""
    letters = [letter for message in catalog for letter in str(message.string) if letter.isalpha()]
    return 2 * sum("Ѐ" <= letter <= "ӿ" for letter in letters) > len(letters)
