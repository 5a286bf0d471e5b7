"""What a page says to who cannot see it: everything that a screen reader would read out by itself."""

from __future__ import annotations

from playwright.sync_api import expect

# A region speaks when its text changes, and an alert also when it appears.
LISTEN = """() => {
  const regions = "[role=alert], [role=status], [aria-live=polite], [aria-live=assertive]";
  window.heard = [];
  new MutationObserver((records) => {
    const speaking = new Set();
    for (const { target, type } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const around = element?.closest(regions);
      if (around) speaking.add(around);
      if (type === "attributes") for (const one of element.querySelectorAll(regions)) speaking.add(one);
    }
    for (const one of speaking) {
      const words = one.getClientRects().length ? one.innerText.trim().replace(/\\s+/g, " ") : "";
      if (words) window.heard.push(words);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true,
                         attributeFilter: ["hidden"] });
}"""
# Longer than a page holds a text back before it says it.
ALL_SAID = "() => new Promise((done) => setTimeout(() => done(window.heard), 150))"
ACTIVE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || !one.getClientRects().length) return null;
  return one.id ? "#" + one.id : one.outerHTML.slice(0, 120);
}"""


def listen(page):
    page.evaluate(LISTEN)


def heard(page, *words):
    """All that was said since, once the last of these words was."""
    if words:
        page.wait_for_function("(words) => window.heard.some((one) => one.includes(words))", arg=words[-1])
    return page.evaluate(ALL_SAID)


def focused(page):
    """What has the focus; None: nothing that anybody can see."""
    return page.evaluate(ACTIVE)


def press_until(page, selector, key="Tab", most=60):
    """Walk with this key until the focus is there."""
    target = page.locator(selector).first
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return target
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}; the focus is on {focused(page)}")
