// Keeps small things: of this tab over a reload, of this device for good. Where the browser refuses, nothing is kept
// and nothing breaks.

const LONGEST = 7 * 24 * 3600_000; // ms

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {T}
 */
export function load(key, otherwise) {
  return read(() => sessionStorage, key, otherwise);
}

/**
 * @param {string} key
 * @param {unknown} value null forgets it
 */
export function save(key, value) {
  write(() => sessionStorage, key, value);
}

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {T}
 */
export function recall(key, otherwise) {
  return read(() => localStorage, key, otherwise);
}

/**
 * @param {string} key
 * @param {unknown} value null forgets it
 * @returns {boolean} false: the browser keeps nothing
 */
export function remember(key, value) {
  return write(() => localStorage, key, value);
}

/**
 * Everything of this device whose key begins so, by its key.
 * @param {string} prefix
 * @returns {Map<string, any>}
 */
export function recallAll(prefix) {
  const found = new Map();
  for (const key of keys()) {
    const value = key.startsWith(prefix) ? recall(key, null) : null;
    if (value !== null) found.set(key, value);
  }
  return found;
}

/**
 * Forgets what this device has kept too long: a school's phone goes from hand to hand.
 * @param {string} prefix of keys whose values say when they are from, as `at`
 */
export function forgetOld(prefix) {
  for (const [key, { at }] of recallAll(prefix)) {
    if (!(Date.now() - at < LONGEST)) remember(key, null);
  }
}

function keys() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

/**
 * @template T
 * @param {() => Storage} storage may refuse already when it is named
 * @param {string} key
 * @param {T} otherwise
 * @returns {T}
 */
function read(storage, key, otherwise) {
  try {
    const text = storage().getItem(key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/**
 * @param {() => Storage} storage
 * @param {string} key
 * @param {unknown} value
 */
function write(storage, key, value) {
  try {
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // a full or forbidden storage: the page itself still holds the value
  }
}
