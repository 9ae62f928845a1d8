// Reads the index that the Go package generator/search writes; its package
// comment describes the files. Nothing is fetched but what a query needs.
import { fold, isNarrow, runs } from "./fold.js";

const packSize = 16;
const escape = 255;
// A query of many grams asks for this many lists at most. What they let pass
// too much, the records tell.
const maxLists = 6;

// load fetches the manifest of an index. It may be called again when files are
// missing: then the site has been published anew.
export async function load(href, cache = "no-cache") {
  const url = new URL(href, document.baseURI);
  const response = await fetch(url, { cache });
  if (!response.ok) throw failure(response);
  const manifest = await response.json();
  const root = new URL(`${manifest.version}/`, url);
  const files = new Map();
  return { manifest, item: (kind, n) => item(root, files, kind, n) };
}

function failure(response) {
  return Object.assign(new Error(response.url), { gone: response.status === 404 || response.status === 410 });
}

// item returns the bytes of shard ("g") or record ("r") n. What has been
// fetched is kept: someone who types on asks for the same again.
async function item(root, files, kind, n) {
  const url = new URL(`${kind}${Math.floor(n / packSize)}.bin`, root).href;
  const header = await range(files, url, 0, 4 * (packSize + 1));
  const offset = (i) => new DataView(header.buffer, header.byteOffset).getUint32(4 * i, true);
  const i = n % packSize;
  return range(files, url, offset(i), offset(i + 1));
}

async function range(files, url, from, to) {
  if (to === from) return new Uint8Array();
  const whole = await files.get(url);
  if (whole) return whole.subarray(from, to);
  const key = `${url} ${from}`;
  if (!files.has(key)) {
    const fetching = fetchRange(files, url, from, to);
    files.set(key, fetching);
    fetching.catch(() => files.delete(key));
  }
  return files.get(key);
}

async function fetchRange(files, url, from, to) {
  const response = await fetch(url, { headers: { Range: `bytes=${from}-${to - 1}` } });
  if (!response.ok) throw failure(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 206) return bytes;
  // A server that knows no ranges has sent the whole file.
  files.set(url, bytes);
  return bytes.subarray(from, to);
}

// terms returns the folded words of a query.
export function terms(query) {
  const all = query.split(/\s+/).map((term) => fold(term).folded.trim());
  return [...new Set(all)].filter(Boolean);
}

// candidates returns the numbers of the pages that may contain all terms, the
// best first, and whether it is certain that they do.
export async function candidates(index, terms) {
  const pages = index.manifest.pages;
  const scores = new Uint8Array(pages);
  let exact = true;
  const found = await Promise.all(
    terms.map(async (term) => {
      const wanted = grams(term);
      exact &&= wanted.length === 1 && wanted[0] === term;
      const lists = await Promise.all(wanted.map((gram) => list(index, gram)));
      // A term stands in a title if all of its grams do.
      return lists.reduce((a, b) => a.map((level, page) => Math.min(level, b[page])), new Uint8Array(pages).fill(3));
    }),
  );
  const result = [];
  for (let page = 0; page < pages; page++) {
    if (found.every((levels) => levels[page])) {
      scores[page] = found.reduce((sum, levels) => sum + levels[page], 0);
      result.push(page);
    }
  }
  return { pages: result.sort((a, b) => scores[b] - scores[a] || a - b), exact };
}

// grams returns the grams to look up for a term; there are none in one of
// punctuation alone.
export function grams(term) {
  const all = new Set();
  for (const run of runs(term)) {
    let next = 0;
    for (let i = 0; i < run.length; i++) {
      const gram = gramAt(run, i);
      const end = i + gram.length === run.length;
      // Long terms are covered without overlap.
      if (term.length <= maxLists || i >= next || end) {
        all.add(gram);
        next = i + gram.length;
      }
      if (end) break;
    }
  }
  return [...all].slice(0, maxLists);
}

function gramAt(run, i) {
  const narrow = (j) => j < run.length && isNarrow(run[j]);
  return run.substr(i, narrow(i) && narrow(i + 1) && narrow(i + 2) ? 3 : 2);
}

// list returns for every page how prominently it has a gram: 0 not at all, 1 in
// the text, 2 in a heading or description, 3 in the title.
async function list(index, gram) {
  const { pages, shards } = index.manifest;
  const levels = new Uint8Array(pages);
  const units = [0, 1, 2].map((i) => gram.charCodeAt(i) || 0);
  const reader = reading(await index.item("g", hash(units) % shards));
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

// hash is FNV-1a over UTF-16 units.
function hash(units) {
  let h = 2166136261;
  for (const unit of units) h = Math.imul(h ^ unit, 16777619);
  return h >>> 0;
}

// mark reads a list of n pages and gives them a level.
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
    named[(page += gap + 1)] = 1;
  }
  reader.at = (bit + 7) >> 3;
  named.forEach((yes, page) => {
    if (!yes === lacks) levels[page] = level;
  });
}

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

// record returns what the index holds of a page.
export async function record(index, page) {
  const lines = decode(await index.item("r", page), index.manifest).split("\n");
  const [href, title, section, description, pinyin] = lines;
  let text = lines.slice(5).join("\n");
  const cut = text.endsWith("\0");
  if (cut) text = text.slice(0, -1);
  return { href, title, section, description, pinyin, text, cut };
}

function decode(bytes, { chars, highs }) {
  const units = [];
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i];
    if (code < chars.length) units.push(chars.charCodeAt(code));
    else if (code === escape) units.push((bytes[++i] << 8) | bytes[++i]);
    else units.push((highs[code - chars.length] << 8) | bytes[++i]);
  }
  let text = "";
  for (let i = 0; i < units.length; i += 4096) text += String.fromCharCode(...units.slice(i, i + 4096));
  return text;
}
