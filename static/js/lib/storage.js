// Keeps small things: of this tab over a reload, of this device for good. Where the browser refuses, nothing is kept
// and nothing breaks.

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
 */
export function remember(key, value) {
  write(() => localStorage, key, value);
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
  } catch {
    // a full or forbidden storage: the page itself still holds the value
  }
}
