/**
 * Reads the index that the Go package generator/search writes; its package
 * comment describes the files. Only what a query needs is fetched.
 */
import { isNarrow, runs, variants, wideFrom } from "./fold.js";

/**
 * @typedef {object} Manifest
 * @property {string} version the folder of the index's files
 * @property {number} slots how many numbers there are for pages
 * @property {string} pages which of them are pages, as bits in Base64
 * @property {number} shards how many there are
 * @property {string} chars the characters that a record codes as one byte
 * @property {number[]} highs the high bytes of those that it codes as two
 * @property {string} dialog the search's HTML
 * @property {string} inflate the module for browsers that cannot undo compression
 * @property {number[][]} weights the first page of each run of equal weight, and that
 * @property {string} variants pairs of a character and what it folds to
 * @property {string[][]} synonyms groups of words that are found for one another
 * @property {string[]} absent those of them that are in no page
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

const escapeByte = 255;
/** How much a page says of a gram in its text, in a heading or description, and in the title. */
const gains = [1, 1.7, 2.5];
/** The most that it says where not all pages are known that have the gram, times the share of those that do. */
export const unsure = 1 / 8;
/** A term asks for this many lists at most. The records tell which of the pages
 * that these let pass are no results. */
const maxLists = 5;

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
    const fetching = files.get(name) || bytesOf(new URL(`${name}.bin`, root), manifest);
    files.set(name, fetching);
    fetching.catch(() => files.delete(name));
    return fetching;
  };
  return { manifest, file };
}

/**
 * @param {URL} url
 * @param {Manifest} manifest
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(url, { inflate }) {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw failure(response);
  const { DecompressionStream: Inflating } = window; // missing in old browsers
  if (!Inflating) {
    const module = await import(new URL(inflate, document.baseURI).href);
    return module.inflate(new Uint8Array(await response.arrayBuffer()));
  }
  const plain = response.body.pipeThrough(new Inflating("deflate"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

/** @param {Response} response */
function failure(response) {
  return Object.assign(new Error(response.url), { gone: response.status === 404 || response.status === 410 });
}

/**
 * How much each page says of all grams of a folded text; less than 1 is a guess.
 * @param {Index} index
 * @param {string} text
 */
export async function levels(index, text) {
  const lists = await Promise.all(grams(text).map((gram) => list(index, gram)));
  const all = new Float32Array(index.manifest.slots);
  return lists.length ? all.map((_, page) => Math.min(...lists.map((levels) => levels[page]))) : all;
}

/**
 * How many of the grams of a folded word each page has.
 * @param {Index} index
 * @param {string} word
 */
export async function shared(index, word) {
  const counts = new Uint8Array(index.manifest.slots);
  const wanted = grams(word);
  for (const levels of await Promise.all(wanted.map((gram) => list(index, gram)))) {
    levels.forEach((level, page) => {
      counts[page] += level ? 1 : 0;
    });
  }
  return { counts, of: wanted.length };
}

/**
 * The weight of each page; that of a number that is none is 0.
 * @param {Index} index
 */
export function weights({ manifest }) {
  const all = new Float32Array(manifest.slots);
  for (const [page, weight] of manifest.weights) all.fill(weight, page);
  const bits = atob(manifest.pages);
  return all.map((weight, page) => (bits.charCodeAt(page >> 3) >> (page & 7)) & 1 && weight);
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
 * How much each page says of a gram.
 * @param {Index} index
 * @param {string} gram
 */
async function list(index, gram) {
  const { slots, shards } = index.manifest;
  const levels = new Float32Array(slots);
  const units = [0, 1, 2].map((i) => gram.charCodeAt(i) || 0);
  const bytes = await index.file(`g${hash(units) % shards}`);
  let at = 0;
  const unit = () => bytes[at++] | (bytes[at++] << 8);
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (!(byte >= 128)) return value;
    }
  };
  while (at < bytes.length) {
    const [a, b] = [unit(), unit()];
    const c = b && a < wideFrom && b < wideFrom ? unit() : 0;
    const end = varint() + at;
    if (a === units[0] && b === units[1] && c === units[2]) {
      const n = varint();
      // Of a common gram those pages are named that have it most often.
      if (n & 1) levels.fill((unsure * varint()) / 16);
      at = mark(levels, bytes, at, n >> 2, gains[0]);
      for (const gain of n & 2 ? gains.slice(1) : []) {
        const prominent = varint();
        at = mark(levels, bytes, at, prominent, gain);
      }
      break;
    }
    at = end;
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
 * Reads a list of n pages, which say so much, and returns where it ends.
 * @param {Float32Array} levels
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} n
 * @param {number} gain
 */
function mark(levels, bytes, at, n, gain) {
  const k = n && 32 - Math.clz32(levels.length / (3 * n));
  let bit = at * 8;
  const next = () => (bytes[bit >> 3] >> (bit++ & 7)) & 1;
  for (let i = 0, page = 0; i < n; i++) {
    while (bit < bytes.length * 8 && !next()) page += 2 ** k;
    for (let j = 0; j < k; j++) page += next() << j;
    levels[page++] = gain;
  }
  return (bit + 7) >> 3;
}

/**
 * What the index holds of a page.
 * @param {Index} index
 * @param {number} page
 * @returns {Promise<Entry>}
 */
export async function record(index, page) {
  const file = await index.file(`r${page >> 1}`);
  const end = 4 + new DataView(file.buffer).getUint32(0, true);
  const lines = decode(page & 1 ? file.subarray(end) : file.subarray(4, end), index.manifest).split("\n");
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
