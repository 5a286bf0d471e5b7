"""Bring locale/*.po up to date with the texts in the code: new ones come in untranslated, gone ones go."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("handlers", "models", "static/js", "templates")


def main() -> int:
    template = extracted()
    for path in sorted((ROOT / "locale").glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.stem)
        created, revised = catalog.creation_date, catalog.revision_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.creation_date, catalog.revision_date = created, revised  # each run would change them
        out = BytesIO()
        write_po(out, catalog, width=110, sort_by_file=True, omit_header=False)
        path.write_bytes(out.getvalue())
        missing = [message.id for message in catalog if message.id and not translated(message)]
        print(f"{path.relative_to(ROOT)}: {len(catalog)} texts, {len(missing)} to translate")
        for text in missing:
            print("   ", text)
    return 0


def extracted() -> Catalog:
    """Every text for people in the code, and in which files: line numbers would change all the time."""
    template = Catalog()
    with (ROOT / ".ci" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file, filename="babel.cfg")  # type: ignore[no-untyped-call]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
    found = extract_from_dir(ROOT, methods, options, keywords, directory_filter=wanted)
    for place, _, text, comments, context in found:
        template.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    for message in template:
        message.locations = sorted({(place, None) for place, _ in message.locations})  # type: ignore[misc]
    return template


def wanted(folder: str) -> bool:
    inside = Path(folder).resolve().relative_to(ROOT).as_posix()
    return any(inside.startswith(name) or name.startswith(inside) for name in FOLDERS)


def translated(message: object) -> bool:
    text = message.string  # type: ignore[attr-defined]
    return all(text) if isinstance(text, list | tuple) else bool(text)


if __name__ == "__main__":
    sys.exit(main())
