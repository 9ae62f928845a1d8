/**
 * Reads the index that the Go package generator/search writes; its package
 * comment describes the files. Only what a query needs is fetched.
 */
import { fold, isNarrow, runs, variants } from "./fold.js";

/**
 * @typedef {object} Manifest
 * @property {string} version the folder of the index's files
 * @property {number} slots how many numbers there are for pages
 * @property {number} pages how many of them are those of pages
 * @property {string} free the list of the others in Base64
 * @property {number} shards how many there are
 * @property {string} chars the characters that a record codes as one byte
 * @property {number[]} highs the high bytes of those that it codes as two
 * @property {string} dialog the search's HTML
 * @property {string} inflate the module for browsers that cannot undo compression
 * @property {string} guess the module that guesses what may have been meant
 * @property {boolean} spelled whether names are found by their pinyin
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
 * @property {Map<number, number>} together what to take for the hashes of some grams
 */

/**
 * What the index holds of a page.
 * @typedef {object} Entry
 * @property {string} href
 * @property {string} title
 * @property {string} section
 * @property {string} description
 * @property {string} terms tags and categories
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
  if (!response.ok) throw gone(response.url);
  /** @type {Manifest} */
  const manifest = await response.json();
  for (let i = 0; i < manifest.variants.length; i += 2) variants.set(manifest.variants[i], manifest.variants[i + 1]);
  const root = new URL(`${manifest.version}/`, url);
  /** What has been fetched is kept: whoever types on asks for the same again.
   * @type {Map<string, Promise<Uint8Array>>} */
  const files = new Map();
  /** @param {string} name */
  const file = (name) => {
    const fetching = files.get(name) || bytesOf(new URL(`${name}.bin`, root), manifest, cache);
    files.set(name, fetching);
    fetching.catch(() => files.delete(name));
    return fetching;
  };
  return { manifest, file, together: neighbours(manifest) };
}

/**
 * In which file the grams of words are that mean the same, by their hashes.
 * @param {Manifest} manifest
 */
function neighbours({ synonyms }) {
  /** @type {Map<number, number>} */
  const together = new Map();
  synonyms.forEach((group, i) => {
    for (const gram of group.flatMap((word) => grams(fold(word).folded)))
      if (!together.has(hash(gram))) together.set(hash(gram), i);
  });
  return together;
}

/**
 * @param {URL} url
 * @param {Manifest} manifest
 * @param {RequestCache} cache that of the manifest: where it had to be fetched anew, so have they
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(url, { inflate }, cache) {
  const response = await fetch(url, { cache: cache === "reload" ? "no-cache" : "default" });
  if (!response.ok || !response.body) throw gone(response.url);
  const { DecompressionStream: Inflating } = window; // missing in old browsers
  const plain = Inflating ? new Response(response.body.pipeThrough(new Inflating("deflate"))) : response;
  const bytes = new Uint8Array(await plain.arrayBuffer());
  return Inflating ? bytes : (await import(new URL(inflate, document.baseURI).href)).inflate(bytes);
}

/**
 * That something is not, or not any more, as the manifest says: the site may have been
 * published anew.
 * @param {string} what
 */
export const gone = (what) => Object.assign(new Error(what), { gone: true });

/**
 * The weight of each page; that of a number that is none is 0.
 * @param {Index} index
 */
export function weights({ manifest: { slots, pages, weights, free } }) {
  const all = new Float32Array(slots);
  for (const [page, weight] of weights) all.fill(weight, page);
  mark(
    all,
    Uint8Array.from(atob(free), (char) => char.charCodeAt(0)),
    0,
    slots - pages,
    0,
  );
  return all;
}

/**
 * The grams of a folded text; punctuation alone has none.
 * @param {string} text
 */
export function grams(text) {
  /** @type {Set<string>} */
  const all = new Set();
  for (const run of runs(text)) {
    for (let i = 0; i < run.length; i++) {
      const gram = gramAt(run, i);
      all.add(gram);
      if (i + gram.length === run.length) break;
    }
  }
  return [...all];
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
 * How much each page says of a gram; less than 1 is a guess.
 * @param {Index} index
 * @param {string} gram
 */
export async function list({ manifest: { slots, shards }, together, file }, gram) {
  const levels = new Float32Array(slots);
  const own = hash(gram);
  const bytes = await file(`g${(together.get(own) ?? own) % shards}`);
  let at = 0;
  const char = () => String.fromCharCode(bytes[at++] | (bytes[at++] << 8)).replace("\0", "");
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * factor;
      if (!(byte >= 128)) return value;
    }
  };
  while (at < bytes.length) {
    let chars = char() + char();
    if (chars[1] && isNarrow(chars[0]) && isNarrow(chars[1])) chars += char();
    const end = varint() + at;
    if (chars === gram) {
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
 * FNV-1a over three UTF-16 units, as 0 where there are fewer.
 * @param {string} gram
 */
function hash(gram) {
  let h = 2166136261;
  for (let i = 0; i < 3; i++) h = Math.imul(h ^ gram.charCodeAt(i), 16777619);
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
  const [href, title, section, description, terms, placed] = lines;
  const text = lines.slice(6).join("\n");
  return { href, title, section, description, terms, places: placesOf(placed, text), text };
}

/**
 * The places of a text: each begins so many lines below the one before, and has a name
 * of its own, or that of a heading's text, or of what is below one.
 * @param {string} placed
 * @param {string} text
 */
function placesOf(placed, text) {
  let at = 0;
  let heading = "";
  let steps = 0;
  return (placed.match(/\S+/g) || []).map((place) => {
    const [, kind, lines, own] = /** @type {string[]} */ (place.match(/(.)(\d+)(:.*)?/));
    for (let i = Number(lines); i; i--) at = text.indexOf("\n", at) + 1;
    let id = heading;
    if (kind === "h") {
      steps = 0;
      id = text.slice(at).split("\n", 1)[0].toLowerCase().replace(/ /g, "-");
    }
    if (kind === "s") id = `step-${heading}-${++steps}`;
    if (own) id = own.slice(1);
    if (kind === "h") heading = id;
    return { kind, at, id };
  });
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
  return new TextDecoder("utf-16le").decode(Uint16Array.from(units));
}
