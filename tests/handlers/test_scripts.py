"""One script a page: what its modules may say, in which order they come, and what is refused by name."""

import json
import re
from pathlib import Path

import pytest

from handlers.scripts import NotLinkable, Scripts
from handlers.static import FOLDER

PAGES = sorted(path.stem for path in (FOLDER / "js" / "pages").glob("*.js"))


@pytest.fixture
def scripts(tmp_path):
    """Makes the scripts of these modules: their texts by their paths."""

    def scripts(**modules):
        for name, text in modules.items():
            path = tmp_path / (name.replace("_", "/", 1) + ".js")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return Scripts(tmp_path)

    return scripts


def names(scripts, page="page"):
    return [module.name for module in scripts.modules_of(page)]


def refusal(scripts, page="page"):
    with pytest.raises(NotLinkable) as refused:
        scripts.small(page)
    return str(refused.value)


def test_a_module_comes_once_and_after_those_that_it_imports(scripts):
    made = scripts(
        pages_page='import { a } from "../lib/a.js";\nimport { b } from "../lib/b.js";\na(b);\n',
        lib_a='import { c } from "./c.js";\nexport function a() {}\nc();\n',
        lib_b='import "./c.js";\nexport const b = 1;\n',
        lib_c="export function c() {}\n",
    )
    assert names(made) == ["lib/c.js", "lib/a.js", "lib/b.js", "pages/page.js"]


def test_every_form_of_import_and_export_that_we_use_is_taken(scripts):
    made = scripts(
        pages_page=(
            'import {\n  one,\n  Two as Second,\n  three,\n  four,\n} from "../lib/all.js";\n'
            'import "../lib/effect.js";\none(Second, three, four);\n'
        ),
        lib_all=(
            "export function one() {}\nexport class Two {}\nexport const three = 3;\n"
            "export async function four() {}\nfunction five() {}\n"
        ),
        lib_effect="document.title = 'here';\n",
    ).small("page")
    assert made.startswith('"use strict";\nconst $lib_all=')
    assert "return{one,Two,three,four};" in made
    assert "const{one,Two:Second,three,four}=$lib_all;" in made
    assert not re.search(r"\b(import|export)\b", made)


def test_comments_may_name_types_and_strings_may_say_anything(scripts):
    made = scripts(
        pages_page=(
            '/** @typedef {import("../lib/types.js").Room} Room */\n'
            "// import this\nconst says = \"import { a } from './b.js'\";\n"
            "const long = `\n  export function no() {}\n`;\ndocument.title = says + long; // export\n"
        )
    ).small("page")
    assert "import { a } from './b.js'" in made and "export function no() {}" in made
    assert "typedef" not in made


def test_modules_that_import_each_other_are_refused_with_the_whole_ring(scripts):
    made = scripts(
        pages_page='import { a } from "../lib/a.js";\na();\n',
        lib_a='import { b } from "./b.js";\nexport function a() {\n  b();\n}\n',
        lib_b='import { a } from "./a.js";\nexport function b() {\n  a();\n}\n',
    )
    assert refusal(made).startswith("a.js → b.js → a.js import each other")


@pytest.mark.parametrize(
    "line",
    [
        'import everything from "../lib/a.js";',
        'import * as everything from "../lib/a.js";',
        "import { a } from '../lib/a.js';",
        'import { a } from "lib";',
        'import { a } from "../lib/a.js"',
        'export { a } from "../lib/a.js";',
        'export * from "../lib/a.js";',
        "export default function () {}",
        "export let changes = 1;",
        "export const { a, b } = {};",
        "export { mine };",
        'const late = () => import("../lib/a.js");',
        "const here = import.meta.url;",
    ],
)
def test_any_other_form_is_refused_and_named(scripts, line):
    refused = refusal(scripts(pages_page=f"const mine = 1;\n{line}\n", lib_a="export const a = 1;\n"))
    assert refused.startswith("pages/page.js: `") and "is no form that can be linked" in refused


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('import { a } from "../lib/gone.js";', "pages/page.js: there is no ../lib/gone.js"),
        ('import { b } from "../lib/a.js";', "pages/page.js: lib/a.js exports no b"),
        ('import { a } from "../../../etc/a.js";', "pages/page.js: there is no ../../../etc/a.js"),
    ],
)
def test_an_import_of_what_is_not_there_is_refused(scripts, line, says):
    assert refusal(scripts(pages_page=line + "\n", lib_a="export const a = 1;\n")) == says


@pytest.mark.parametrize("page", PAGES)
def test_our_own_pages_can_be_linked(page):
    scripts = Scripts(FOLDER / "js")
    small = scripts.small(page)
    assert len(small) < 0.75 * sum(len(module.source) for module in scripts.modules_of(page))


def test_a_source_map_leads_every_line_back_to_its_module(scripts):
    made = scripts(
        pages_page='// The page.\nimport { a } from "../lib/a.js";\n\nconst it = a(/* which? */ 1);\nit.go();\n',
        lib_a="// A.\n\n/** @param {number} n */\nexport function a(n) {\n  return { go: () => n / 2 }; // half\n}\n",
    )
    found = json.loads(made.map("page"))
    small = made.small("page")
    at = places(found)
    for name, line, words in (
        ("../lib/a.js", 5, "return{go"),
        ("page.js", 4, "const it"),
        ("page.js", 5, "it.go"),
    ):
        assert spot(at, small, words) == (name, line)
    assert found["sourcesContent"][found["sources"].index("page.js")].startswith("// The page.")


def spot(places, small, words):
    """Module and line of the place where these words stand."""
    offset = small.index(words)
    line = small.count("\n", 0, offset)
    column = offset - (small.rfind("\n", 0, offset) + 1)
    return max(entry for entry in places if entry[:2] <= (line, column))[2:]


def places(found):
    """A source map's entries: line, column, and the module and its line (from 1) that are there."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    entries, source, row = [], 0, 0
    for line, segments in enumerate(found["mappings"].split(";")):
        column = 0
        for segment in filter(None, segments.split(",")):
            numbers, value, shift = [], 0, 0
            for digit in map(digits.index, segment):
                value |= (digit & 31) << shift
                shift += 5
                if not digit & 32:
                    numbers.append(-(value >> 1) if value & 1 else value >> 1)
                    value = shift = 0
            column, source, row = column + numbers[0], source + numbers[1], row + numbers[2]
            entries.append((line, column, found["sources"][source], row + 1))
    return entries


def test_the_map_of_our_largest_page_knows_all_its_modules():
    scripts = Scripts(FOLDER / "js")
    found = json.loads(scripts.map("trainer"))
    assert {entry[2] for entry in places(found)} >= {
        "trainer.js",
        "../lib/socket.js",
        "../elements/round-clock.js",
    }
    assert [Path(source).name for source in found["sources"]] == [
        Path(module.name).name for module in scripts.modules_of("trainer")
    ]
