// The page of a class code that leads nowhere yet: looks again and again, and goes along as soon as it leads somewhere.

const PERIOD = 10_000; // ms
const JITTER = 4_000; // ms: a class that opened the page in one instant must not ask in one instant

function later() {
  setTimeout(look, PERIOD + (Math.random() - 0.5) * JITTER);
}

async function look() {
  later(); // not after the answer: none may come
  try {
    const { type } = await fetch(location.href, { method: "HEAD", redirect: "manual", cache: "no-store" });
    if (type === "opaqueredirect") location.reload();
  } catch {
    // no network just now
  }
}

later();
