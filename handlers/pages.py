"""Jinja2: one environment per language, one way to render."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .languages import LANGUAGES, Languages
from .static import Static

TEMPLATES = Path(__file__).parent.parent / "templates"


class Pages:
    """Renders templates."""

    def __init__(self, languages: Languages, static: Static) -> None:
        self.environments = {
            code: self._environment(code, languages, static) for code in languages.translations
        }

    def render(self, language: str, template: str, **context: Any) -> str:
        """A page in `language`; a name that the template uses and nobody gave is an error."""
        return self.environments[language].get_template(template).render(**context)

    @staticmethod
    def _environment(code: str, languages: Languages, static: Static) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        environment.install_gettext_translations(languages.translations[code], newstyle=True)  # type: ignore[attr-defined]
        environment.filters["number"] = partial(format_decimal, locale=code)
        environment.globals.update(
            locale=code,
            is_cyrillic=languages.is_cyrillic[code],
            languages=LANGUAGES,
            script_texts=cache(lambda name: languages.for_script(code, static.scripts.source(name))),
            static_url=static.url,
            version=static.build,
        )
        return environment
