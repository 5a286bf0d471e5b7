"""One stylesheet a page, without layers: their order becomes specificity; what cannot be said so is refused."""

import re

import pytest

from handlers.sheets import NotFlattable, Sheets
from handlers.static import FOLDER

PAGES = sorted(path.stem for path in (FOLDER / "css" / "pages").glob("*.css"))
ORDER = "@layer low, high;\n"


@pytest.fixture
def small(tmp_path):
    """Gives the stylesheet of a page with these files: their texts by their names; `page` is the page's own."""

    def small(**files):
        (tmp_path / "pages").mkdir()
        for name, text in files.items():
            (tmp_path / ("pages/page.css" if name == "page" else f"{name}.css")).write_text(text)
        return Sheets(tmp_path).small("page")

    return small


def test_each_file_comes_once_after_those_that_it_imports_and_the_lower_layer_first(small):
    assert small(
        page='@import "../order.css";\n@import "../a.css";\n@import "../b.css";\n',
        order=ORDER,
        a='@import "b.css";\n@layer high { .a { top: 1px } }\n@layer low { .x { top: 2px } }\n',
        b="@layer high { .b { top: 3px } }\n",
    ) == (".x{top:2px}.b:not(#_){top:3px}.a:not(#_){top:1px}")


@pytest.mark.parametrize(
    ("selector", "weighted"),
    [
        (".a", ".a:not(#_)"),
        ("*", "*:not(#_)"),
        (".a > b, c + d", ".a>b:not(#_),c+d:not(#_)"),
        (":is(.a, .b) .c", ":is(.a,.b) .c:not(#_)"),
        (".a::before", ".a:not(#_)::before"),
        ("::selection", ":not(#_)::selection"),
        ('[data-x="a, b"]:hover', '[data-x="a, b"]:hover:not(#_)'),
        (".a::-webkit-scrollbar:hover", ".a:not(#_)::-webkit-scrollbar:hover"),
    ],
)
def test_a_rule_of_a_higher_layer_gets_an_id_where_a_selector_may_have_one(small, selector, weighted):
    made = small(page=f"{ORDER}@layer high {{ {selector} {{ top: 0 }} }}")
    assert re.sub(r"\s*([>+,])\s*", r"\1", made) == re.sub(r"\s*([>+,])\s*", r"\1", weighted + "{top:0}")


def test_rules_inside_of_a_condition_get_theirs_and_steps_of_an_animation_get_none(small):
    made = small(
        page=ORDER
        + "@layer high { @media (min-width: 10rem) { .a { top: 0 } @supports (top: 0) { .b { top: 0 } } }"
        + " @keyframes k { from { top: 0 } 50% { top: 1px } } }"
    )
    assert ".a:not(#_){top:0}" in made and ".b:not(#_){top:0}" in made
    assert "@media (min-width:10rem){" in made
    assert re.search(r"@keyframes k\{\s*from\{top:0\}\s*50%\{top:1px\}", made)


def test_places_are_said_anew_from_where_the_page_is(small):
    made = small(
        page='@import "../a.css";\n',
        a='@layer low;\n@font-face { src: url("../fonts/x.woff2") }\n@layer low { .a { mask: url("./m.svg") } }\n',
    )
    assert 'url("../../fonts/x.woff2")' in made and 'url("../m.svg")' in made


def test_a_property_that_is_empty_on_purpose_keeps_its_space(small):
    assert small(page=ORDER + "@layer low { .a { --x: ; --y:  } }").rstrip() == ".a{--x: ;--y: }"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (ORDER + ".a { top: 0 }", "page.css:2: this rule is in no layer"),
        ("@layer other { .a { top: 0 } }", "page.css: nothing says where the layer other comes"),
        (ORDER + "@layer high, low;", "page.css: another order of layers than before"),
        (ORDER + "@layer low { .a #b { top: 0 } }", ".a #b: an id would win over every layer"),
        ('@import "../gone.css";', "there is no gone.css"),
        (
            ORDER + "@layer low { .a { top: 0 !important } } @layer high { .a { top: 0 !important } }",
            "!important in more",
        ),
        (ORDER + "@layer low { .a { top: 0 } } }", "page.css"),
    ],
)
def test_what_cannot_be_said_without_layers_is_refused(small, page, says):
    with pytest.raises(NotFlattable, match=re.escape(says)):
        small(page=page)


@pytest.mark.parametrize("page", PAGES)
def test_our_own_pages_are_one_sheet_without_layers(page):
    made = Sheets(FOLDER / "css").small(page)
    assert "@layer" not in made and "@import" not in made
    assert made.index(".page:not(") < made.index("[hidden]:not(")
