/**
 * Reads the index that the Go package generator/search writes; its package
 * comment describes the files. Only what a query needs is fetched.
 */
import { isNarrow, runs, variants } from "./fold.js";

/**
 * @typedef {object} Manifest
 * @property {string} version the folder of the index's files
 * @property {number} pages how many there are
 * @property {number} shards how many there are
 * @property {string} chars the characters that a record codes as one byte
 * @property {number[]} highs the high bytes of those that it codes as two
 * @property {string} dialog the search's HTML
 * @property {number[][]} weights the first page of each run of equal weight, and that
 * @property {string} variants pairs of a character and what it folds to
 * @property {string[][]} synonyms groups of words that are found for one another
 * @property {string[]} little words that say little of what is meant
 * @property {string[]} words what may have been meant by what is nowhere
 * @property {string[]} examples what can be searched for
 */

/**
 * @typedef {object} Index
 * @property {Manifest} manifest
 * @property {(name: string) => Promise<Uint8Array>} file one of its files
 */

/**
 * What the index holds of a page.
 * @typedef {object} Entry
 * @property {string} href
 * @property {string} title
 * @property {string} section
 * @property {string} description
 * @property {string} terms tags and categories
 * @property {string} pinyin names as they are spelled, with soft hyphens between syllables
 * @property {Place[]} places in the order of the text
 * @property {string} text
 */

/** @typedef {{kind: string, at: number, id: string}} Place Where a heading ("h"), a
 * step ("s"), what comes after steps ("a") or a rehearsal ("r") begins. */

const recordsInFile = 2;
const escapeByte = 255;
/** A term asks for this many lists at most. The records tell which of the pages
 * that these let pass are no results. */
const maxLists = 6;

/**
 * Fetches the manifest of an index. It may be called again when files are
 * missing: then the site has been published anew.
 * @param {string} href
 * @param {RequestCache} cache
 * @returns {Promise<Index>}
 */
export async function load(href, cache = "no-cache") {
  const url = new URL(href, document.baseURI);
  const response = await fetch(url, { cache });
  if (!response.ok) throw failure(response);
  /** @type {Manifest} */
  const manifest = await response.json();
  for (let i = 0; i < manifest.variants.length; i += 2) variants.set(manifest.variants[i], manifest.variants[i + 1]);
  const root = new URL(`${manifest.version}/`, url);
  /** What has been fetched is kept: whoever types on asks for the same again.
   * @type {Map<string, Promise<Uint8Array>>} */
  const files = new Map();
  /** @param {string} name */
  const file = (name) => {
    const fetching = files.get(name) || bytesOf(new URL(`${name}.bin`, root));
    files.set(name, fetching);
    fetching.catch(() => files.delete(name));
    return fetching;
  };
  return { manifest, file };
}

/** @param {URL} url */
async function bytesOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw failure(response);
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {Response} response */
function failure(response) {
  return Object.assign(new Error(response.url), { gone: response.status === 404 || response.status === 410 });
}

/**
 * How prominently each page has all grams of a folded text: 0 not at all, 1 in
 * the text, 2 in a heading or description, 3 in the title.
 * @param {Index} index
 * @param {string} text
 */
export async function levels(index, text) {
  const lists = await Promise.all(grams(text).map((gram) => list(index, gram)));
  const all = new Uint8Array(index.manifest.pages);
  return lists.length ? all.map((_, page) => Math.min(...lists.map((levels) => levels[page]))) : all;
}

/**
 * How many of the grams of a folded word each page has.
 * @param {Index} index
 * @param {string} word
 */
export async function shared(index, word) {
  const counts = new Uint8Array(index.manifest.pages);
  const wanted = grams(word);
  for (const levels of await Promise.all(wanted.map((gram) => list(index, gram)))) {
    levels.forEach((level, page) => {
      counts[page] += level ? 1 : 0;
    });
  }
  return { counts, of: wanted.length };
}

/** @param {Index} index */
export function weights({ manifest }) {
  const all = new Float32Array(manifest.pages);
  for (const [page, weight] of manifest.weights) all.fill(weight, page);
  return all;
}

/**
 * The grams to look up for a term; punctuation alone has none.
 * @param {string} term
 */
export function grams(term) {
  /** @type {Set<string>} */
  const all = new Set();
  for (const run of runs(term)) {
    for (let i = 0; i < run.length; i++) {
      const gram = gramAt(run, i);
      all.add(gram);
      if (i + gram.length === run.length) break;
    }
  }
  // Of many, those that are spread over the whole term.
  const step = Math.max(1, (all.size - 1) / (maxLists - 1));
  return [...all].filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

/**
 * @param {string} run
 * @param {number} i
 */
function gramAt(run, i) {
  /** @param {number} j */
  const narrow = (j) => j < run.length && isNarrow(run[j]);
  return run.slice(i, i + (narrow(i) && narrow(i + 1) && narrow(i + 2) ? 3 : 2));
}

/**
 * How prominently each page has a gram: 0 not at all, 1 in the text, 2 in a
 * heading or description, 3 in the title.
 * @param {Index} index
 * @param {string} gram
 */
async function list(index, gram) {
  const { pages, shards } = index.manifest;
  const levels = new Uint8Array(pages);
  const units = [0, 1, 2].map((i) => gram.charCodeAt(i) || 0);
  const reader = reading(await index.file(`g${hash(units) % shards}`));
  while (reader.more()) {
    const [a, b] = [reader.unit(), reader.unit()];
    const c = b && isNarrow(String.fromCharCode(a)) && isNarrow(String.fromCharCode(b)) ? reader.unit() : 0;
    const end = reader.varint() + reader.at;
    if (a === units[0] && b === units[1] && c === units[2]) {
      const n = reader.varint();
      mark(reader, levels, Math.floor(n / 2), 1);
      if (n % 2) {
        mark(reader, levels, reader.varint(), 2);
        mark(reader, levels, reader.varint(), 3);
      }
      break;
    }
    reader.at = end;
  }
  return levels;
}

/**
 * FNV-1a over UTF-16 units.
 * @param {number[]} units
 */
function hash(units) {
  let h = 2166136261;
  for (const unit of units) h = Math.imul(h ^ unit, 16777619);
  return h >>> 0;
}

/**
 * Reads a list of n pages and gives them a level.
 * @param {Reader} reader
 * @param {Uint8Array} levels
 * @param {number} n
 * @param {number} level
 */
function mark(reader, levels, n, level) {
  const total = levels.length;
  // A list of most pages is coded as those that it lacks.
  const lacks = n * 2 > total;
  const size = lacks ? total - n : n;
  const k = size && 32 - Math.clz32(Math.floor(total / (3 * size)));
  const named = new Uint8Array(total);
  let bit = reader.at * 8;
  const next = () => (reader.bytes[bit >> 3] >> (bit++ & 7)) & 1;
  for (let i = 0, page = -1; i < size; i++) {
    let gap = 0;
    while (bit < reader.bytes.length * 8 && !next()) gap++;
    gap *= 2 ** k;
    for (let j = 0; j < k; j++) gap += next() << j;
    page += gap + 1;
    named[page] = 1;
  }
  reader.at = (bit + 7) >> 3;
  named.forEach((yes, page) => {
    if (!yes === lacks) levels[page] = level;
  });
}

/** @typedef {ReturnType<typeof reading>} Reader */

/**
 * Reads bytes from the first on.
 * @param {Uint8Array} bytes
 */
function reading(bytes) {
  return {
    bytes,
    at: 0,
    more() {
      return this.at < bytes.length;
    },
    unit() {
      this.at += 2;
      return bytes[this.at - 2] | (bytes[this.at - 1] << 8);
    },
    varint() {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = bytes[this.at++];
        value += (byte & 127) * factor;
        if (!(byte >= 128)) return value;
      }
    },
  };
}

/**
 * What the index holds of a page.
 * @param {Index} index
 * @param {number} page
 * @returns {Promise<Entry>}
 */
export async function record(index, page) {
  const file = await index.file(`r${Math.floor(page / recordsInFile)}`);
  const first = page - (page % recordsInFile);
  const length = new DataView(file.buffer, file.byteOffset);
  let from = 4 * Math.min(recordsInFile, index.manifest.pages - first);
  for (let i = first; i < page; i++) from += length.getUint32(4 * (i - first), true);
  const own = file.subarray(from, from + length.getUint32(4 * (page - first), true));
  const lines = decode(own, index.manifest).split("\n");
  const [href, title, section, description, terms, pinyin, placed] = lines;
  const text = lines.slice(7).join("\n");
  let at = 0;
  /** @type {Place[]} */
  const places = placed.split(" ").flatMap((place) => {
    const colon = place.indexOf(":");
    if (colon < 0) return [];
    at += Number(place.slice(1, colon));
    return { kind: place[0], at, id: place.slice(colon + 1) };
  });
  return { href, title, section, description, terms, pinyin, places, text };
}

/**
 * The text of a record.
 * @param {Uint8Array} bytes
 * @param {Manifest} manifest
 */
function decode(bytes, { chars, highs }) {
  const units = [];
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i];
    if (code < chars.length) units.push(chars.charCodeAt(code));
    else if (code === escapeByte) units.push((bytes[++i] << 8) | bytes[++i]);
    else units.push((highs[code - chars.length] << 8) | bytes[++i]);
  }
  let text = "";
  for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.slice(i, i + 4096));
  return text;
}
