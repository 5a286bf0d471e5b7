"""What pages are made of does what its sources say, the script and the stylesheet without layers, and weighs little."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from handlers.scripts import Scripts
from handlers.static import FOLDER
from tests.journeys.catalogue import STATES
from tests.journeys.phone import send
from tests.journeys.scene import Scene
from tests.wire import Wire

BUDGET = 60 * 1024
# One state of each page, and of each phase of a live one.
EACH = {(state.template, state.phase): state for state in STATES.values() if state.template}
# Each module notes when it runs; names of the same kind in several of them must not meet.
MODULES = {
    "lib/log.js": "export const log = [];\nlog.push('log');\n",
    "lib/one.js": """
import { log } from "./log.js";
const own = "one";
export function one() {
  return later() + own;
}
export class Kind {
  #own = own;
  static made = 0;
  constructor() {
    Kind.made += 1;
  }
  get name() {
    return `${this.#own}:${Kind.made}`;
  }
}
const later = () => "later ";
log.push("one");
""",
    "lib/two.js": """
import { Kind as Base, one } from "./one.js";
import { log } from "./log.js";
const own = "two"; // as in one.js
export class Kind extends Base {}
export const url = "http://x//y"; /* not a comment: //y */
export const found = /["'`/*]+/g.test("`");
export async function wait() {
  return (await Promise.resolve(own)) + one();
}
log.push(`two
  of ${own}`);
""",
    "pages/page.js": """
import { log } from "../lib/log.js";
import {
  found,
  Kind,
  url,
  wait,
} from "../lib/two.js";
import "../lib/effect.js";
const own = "page";
let strict = false;
try { undeclared = 1; } catch { strict = true; }
const waited = await0();
async function await0() { return wait(); }
globalThis.outcome = waited.then((text) => ({
  log, found, url, text, own, strict, names: [new Kind().name, new Kind().name], self: this === undefined,
}));
""",
    "lib/effect.js": 'import { log } from "./log.js";\nlog.push("effect");\n',
}


def test_a_linked_script_does_what_its_modules_do(browser, tmp_path):
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    made = Scripts(tmp_path).small("page")
    outcomes = []
    for files in (MODULES, {"pages/page.js": made}):
        page = browser.new_page()
        page.route("**/*", serving(files))
        page.goto("http://class.test/")
        outcomes.append(page.evaluate("globalThis.outcome"))
        page.close()
    assert outcomes[0] == outcomes[1]
    assert outcomes[0]["log"] == ["log", "one", "two\n  of two", "effect"]
    assert outcomes[0]["strict"] and outcomes[0]["self"]


def serving(files):
    """Answers with a page whose module is pages/page.js, and with these files."""

    def serve(route):
        name = route.request.url.partition("class.test/")[2]
        if name:
            route.fulfill(body=files[name], content_type="text/javascript")
        else:
            route.fulfill(
                body="<!doctype html><script type=module src=/pages/page.js></script>",
                content_type="text/html",
            )

    return serve


@pytest.fixture
def scene(people):
    scene = Scene(people)
    yield scene
    scene.close()


@pytest.mark.parametrize("state", EACH.values(), ids=lambda state: state.name)
def test_the_stylesheet_draws_as_its_layers_do(state, scene, people):
    page = state.reach(scene)
    page.context.set_offline(False)
    linked = page.locator("link[rel=stylesheet]").first.get_attribute("href")
    build, _, name = linked.partition("css/pages/")
    sources = [build + path for path in imported(f"css/pages/{name}")]
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".wall:not(.wall--still)")).to_have_count(0)  # a screen hides its mouse after a while
    for viewport in ({"width": 1280, "height": 800}, {"width": 360, "height": 640}):
        page.set_viewport_size(viewport)
        assert page.evaluate(COMPARE, [linked, sources]) == []
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]


def imported(path):
    """The stylesheets that this one stands for, in their order."""
    text = (FOLDER / path).read_text()
    for found in re.findall(r'@import "([^"]+)"', text):
        yield from imported((FOLDER / path).parent.joinpath(found).resolve().relative_to(FOLDER).as_posix())
    if not path.startswith("css/pages/") and path != "css/frame.css":
        yield path


# Computed values of everything on the page, with the one stylesheet and with the others in its place.
COMPARE = """async ([made, sources]) => {
  const use = (addresses) => Promise.all(addresses.map((address) => new Promise((done, failed) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: address, onload: done, onerror: failed });
    document.head.append(link);
  })));
  const drop = (links) => links.forEach((link) => link.remove());
  const links = () => [...document.querySelectorAll("link[rel=stylesheet]")];
  // Custom properties are compared by what is made of them; an animation may be over meanwhile.
  const names = [...getComputedStyle(document.body)].filter((name) => !/^(--|animation)/.test(name));
  const parts = (element) =>
    element.matches("input, textarea") ? ["", "::placeholder"] : ["", "::before", "::after"];
  const values = () => {
    for (const one of document.getAnimations()) one.cancel();
    return [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
      parts(element).map((part) => {
        const style = getComputedStyle(element, part || null);
        const isThere = !/^::(before|after)$/.test(part) || style.content !== "none";
        return [element, part, isThere ? names.map((name) => style.getPropertyValue(name)) : []];
      }));
  };
  const swap = async (addresses) => {
    const old = links();
    await use(addresses);
    drop(old);
    await document.fonts.ready;
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    return values();
  };
  await swap([made]);
  const one = values();
  const many = await swap(sources);
  await swap([made]);
  const differences = [];
  if (one.length !== many.length) return ["the page has changed meanwhile"];
  one.forEach(([element, part, its], at) => {
    if (element.closest("round-clock")) return; // it goes on meanwhile
    const other = many[at][2];
    names.forEach((name, index) => {
      if (its[index] === other[index]) return;
      differences.push(`${element.tagName}.${element.className}${part} ${name}: ${its[index]} / ${other[index]}`);
    });
  });
  return differences.slice(0, 20);
}"""


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU"])
def test_the_students_page_with_everything_it_loads_stays_under_60_kilobytes(people, desk, locale):
    wires = []
    phone = people.student(
        desk.room["code"], "Anna", locale=locale, before=lambda page: wires.append(Wire(page))
    )
    (wire,) = wires
    desk.do("training_start")
    desk.do("round_new")
    expect(phone.locator("#answer")).to_be_visible()
    wire.forget()
    phone.reload()
    send(phone, "Париж")
    expect(phone.locator("#mine [data-state=received]")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.evaluate("document.fonts.ready")
    assert (
        wire.of("student.js") and wire.of("phone.css") and wire.of("onest-latin.woff2") and wire.of("socket")
    )
    assert wire.total < BUDGET, wire.bytes
    wire.forget()
    phone.goto(f"{desk.server.url}/join?code=")
    phone.wait_for_load_state("networkidle")
    assert wire.total < BUDGET, wire.bytes
