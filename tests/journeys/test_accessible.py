"""Every state of every page, in both languages and themes: `axe` finds nothing, nothing runs off a narrow screen,
and what a finger presses is large enough."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.catalogue import STATES
from tests.journeys.scene import Scene

# `target-size` is in no default run.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(params=["en", "ru"])
def scene(request, people):
    scene = Scene(people, request.param)
    yield scene
    scene.close()


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_nobody_is_kept_out_of(state, scene, people):
    page = state.reach(scene)
    arrived(page, state, scene)
    page.emulate_media(reduced_motion="reduce")
    found = (
        [f"not translated: {text}" for text in page.evaluate(LATIN)]
        if scene.is_russian and state.template
        else []
    )
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {one}" for one in faults(page)]
    is_wide = page.viewport_size["width"] > 500
    page.set_viewport_size(NARROW)
    page.evaluate(STILL)
    if sideways := page.evaluate("document.documentElement.scrollWidth - innerWidth"):
        found.append(f"{sideways} px run off the narrow screen: {page.evaluate(WIDE)}")
    if is_wide:  # another layout
        found += [f"narrow: {one}" for one in faults(page)]
    found += page.evaluate(SMALL)
    people.complaints[:] = [one for one in people.complaints if "status of 4" not in one]
    assert found == []


def arrived(page, state, scene):
    """Is this the state that the catalogue promises?"""
    path = re.sub("^https?://[^/?#]+", "", page.url).partition("?")[0].partition("#")[0]
    assert not state.path or re.fullmatch(state.path, path), path
    assert (
        page.locator("html").get_attribute("lang") == ("ru" if scene.is_russian else "en")
        or not state.template
    )
    expect(page.locator("h1:visible")).to_have_count(1)
    if state.phase:
        expect(page.locator(f"[data-phase~={state.phase}] >> visible=true").first).to_be_visible()


def faults(page):
    """What axe finds, a line for each element."""
    page.evaluate(STILL)
    report = Axe().run(page, options=OPTIONS).response
    return [
        f"{rule['id']} ({rule['impact']}): {line(node['html'])[:160]} — {line(node['failureSummary'])[:240]}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]


def line(text):
    return " ".join(text.split())


# Colours would be measured that are still on their way to the other theme, or those of what was not drawn yet.
STILL = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
  for (const one of document.getAnimations()) one.finish();
  for (const one of document.querySelectorAll("li, section, article")) one.style.contentVisibility = "visible";
  done();
})))"""

# What the page itself says in Latin letters. People's own words are Russian in a scene; a code and an address are none.
LATIN = """() => {
  const own = "code, kbd, pre, q, [lang=en], .code, .code-input, .wordmark, "
    + ".invitation__link, .class-code__link, .pairing__place";
  const names = /Rounds|Excel|CSV|UTC|QR|Wi-Fi|JavaScript|https?:\\S+|\\S+@\\S+|\\d+\\.\\S+|[B-Z]{3}\\s[B-Z]{2,4}/g;
  const texts = [];
  for (const one of document.body.querySelectorAll("*:not(script, style, template, noscript)")) {
    if (!one.getClientRects().length || one.closest(own)) continue;
    for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
    for (const name of ["aria-label", "placeholder", "title", "alt"]) texts.push(one.getAttribute(name) ?? "");
  }
  if (!document.querySelector("main > [lang=en]")) texts.push(document.title);
  return texts.filter((text) => /[a-z]{3}/i.test(text.replace(names, "")));
}"""

# Who is wider than the screen, innermost first.
WIDE = """() => [...document.querySelectorAll("body *")].reverse()
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && one.getClientRects().length)
  .slice(0, 4).map((one) => one.outerHTML.slice(0, 120))"""

# A link in a sentence is as high as its line, and a box with a label is pressed on either.
SMALL = """() => {
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=switch]";
  const found = [];
  for (const one of document.querySelectorAll(pressed)) {
    const isHidden = !one.getClientRects().length || getComputedStyle(one).visibility === "hidden";
    const isInSentence = one.matches("a") && getComputedStyle(one).display === "inline";
    if (isHidden || isInSentence || one.matches(".visually-hidden, .skip-link")) continue;
    const boxes = [one, ...(one.matches("[type=radio], [type=checkbox]") ? one.labels : [])]
      .map((part) => part.getBoundingClientRect());
    const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
    const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
    if (width >= 44 && height >= 44) continue;
    found.push(`small: ${Math.round(width)} × ${Math.round(height)}: ${one.outerHTML.slice(0, 140)}`);
  }
  return found;
}"""
