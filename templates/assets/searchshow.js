/**
 * What is shown of a section that was found: where it leads, its names, and a piece
 * of its text, with what was looked for marked.
 */
import { isNarrow } from "./fold.js";

/** @import { Found, Mark, Part } from "./searchmatch.js" */

/** @typedef {string | HTMLElement} Piece A piece of text, perhaps marked. */
/**
 * @typedef {object} Shown
 * @property {string} href
 * @property {Piece[]} title
 * @property {Piece[]} heading
 * @property {Piece[]} excerpt
 * @property {{href: string, name: string} | undefined} rehearsal
 * @property {string[]} also what it says instead of words that were typed
 */

/** How far apart, in characters, what an excerpt shows may be. */
const reach = 60;

/**
 * @param {Found} found
 * @returns {Shown}
 */
export function shown({ entry, section, title, heading, body }) {
  const { most, mark } = densest(body.marks);
  // What the heading says as well is found at the heading.
  const inside = most > densest(heading.marks).most && mark;
  const rehearsal = section.places.find(({ kind }) => kind === "r");
  const name = rehearsal && section.text.slice(rehearsal.at).split("\n").find(Boolean);
  return {
    href: entry.href + (inside ? fragment(body, section, inside) : hash(section.id)),
    title: highlight(title),
    heading: highlight(heading),
    excerpt: mark || section.id || !entry.description ? excerpt(body, mark) : [entry.description],
    rehearsal: rehearsal && { href: entry.href + hash(rehearsal.id), name: name || "" },
    also: [title, heading, body].flatMap(others),
  };
}

/** @param {Part} part */
const others = (part) =>
  part.marks.filter(({ also }) => also).map((mark) => part.text.slice(...span(part, mark)).toLowerCase());

/**
 * Where a mark is in the text.
 * @param {Part} part
 * @param {Mark} mark
 * @returns {[number, number]}
 */
const span = ({ folded: { places } }, { from, to }) => [places[from], places[to - 1] + 1];

/** @param {string} id */
const hash = (id) => (id ? `#${encodeURIComponent(id)}` : "");

/**
 * The id of the innermost thing around a place of a section's text.
 * @param {Found["section"]} section
 * @param {number} at
 */
function place({ id, places }, at) {
  const before = places.filter((place) => place.at <= at).pop();
  return before ? before.id : id;
}

/**
 * The fragment that leads to a mark: browsers that know how show the words themselves.
 * @param {Part} body
 * @param {Found["section"]} section
 * @param {Mark} mark
 */
function fragment(body, section, mark) {
  const { text } = body;
  const [begin, end] = span(body, mark);
  const own = hash(place(section, begin));
  if (!("fragmentDirective" in document)) return own;
  const words = text.slice(begin, end);
  const line = text.slice(text.lastIndexOf("\n", begin) + 1, begin).slice(-12);
  /** @param {string} s */
  const encode = (s) => encodeURIComponent(s).replace(/-/g, "%2D");
  const first = text.indexOf(words) === begin || !line.trim();
  return `${own || "#"}:~:text=${first ? "" : `${encode(line)}-,`}${encode(words)}`;
}

/**
 * The first of those marks that have most different words close to each other.
 * @param {Mark[]} marks
 * @returns {{most: number, mark: Mark | undefined}}
 */
function densest(marks) {
  let most = 0;
  let mark;
  const all = marks.filter(({ small }) => !small);
  all.forEach((first, i) => {
    const words = new Set();
    // What was typed is worth more than any of its words.
    for (let j = i; j < all.length && all[j].from - first.from < reach; j++) words.add(all[j].word);
    const worth = words.size + (words.has(-1) ? 3 : 0);
    if (worth > most) [most, mark] = [worth, first];
  });
  return { most, mark };
}

/**
 * A piece of text around a mark, from the beginning of a sentence or at least of a
 * word; without one, the beginning.
 * @param {Part} part
 * @param {Mark | undefined} mark
 */
function excerpt(part, mark) {
  const { text } = part;
  const at = mark ? part.folded.places[mark.from] : 0;
  const width = text[at] && isNarrow(text[at]) ? 2 : 1;
  let from = Math.max(0, at - 24 * width);
  const lead = text.slice(from, at);
  const sentence = Math.max(...["\n", "。", "！", "？", ". "].map((end) => lead.lastIndexOf(end) + 1));
  const inside = from > 0 && !sentence;
  from += sentence || (inside ? lead.indexOf(" ") + 1 : 0);
  const to = Math.min(text.length, from + 110 * width);
  return [inside ? "…" : "", ...highlight(part, from, to), to < text.length ? "…" : ""];
}

/**
 * A stretch of a text with what was found in it marked.
 * @param {Part} part
 * @param {number} [from]
 * @param {number} [to]
 * @returns {Piece[]}
 */
function highlight(part, from = 0, to = part.text.length) {
  const { text, marks } = part;
  const marked = new Uint8Array(text.length + 1);
  for (const mark of marks) if (!mark.small) marked.fill(1, ...span(part, mark));
  /** @type {Piece[]} */
  const pieces = [];
  for (let i = from, j = from; i < to; i = j) {
    while (j < to && marked[j] === marked[i]) j++;
    const piece = text.slice(i, j).replace(/\n/g, " ");
    if (marked[i]) pieces.push(Object.assign(document.createElement("mark"), { textContent: piece }));
    else pieces.push(piece);
  }
  return pieces;
}
