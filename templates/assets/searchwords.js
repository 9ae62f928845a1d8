/**
 * What a reader asks for: the terms that were typed, and the words in them, each
 * in the forms in which it may stand in a page.
 */
import { fold, isNarrow, runs } from "./fold.js";

/** @import { Entry, Manifest } from "./searchindex.js" */

/** @typedef {{text: string, weight: number, stem: boolean, also?: boolean}} Form How a word may stand in a page,
 * folded; also is true for another word that means the same. */
/**
 * @typedef {object} Word
 * @property {string} text as it was typed, folded
 * @property {number} weight how much it says
 * @property {Form[]} forms the first is the word itself
 */
/**
 * @typedef {object} Question
 * @property {string[]} terms
 * @property {Word[]} words
 * @property {(entry: Entry, term: string) => boolean} [spells] whether a term is the pinyin of a name
 */

/**
 * The folded stretches of a query between white space, without the punctuation
 * around them; none for punctuation alone.
 * @param {string} query
 */
export function terms(query) {
  const all = query.split(/\s+/).map((term) => fold(term).folded.replace(/^["'.,;:!?()]+|["'.,;:!?()]+$/g, ""));
  return [...new Set(all)].filter((term) => runs(term).length);
}

/**
 * @param {string} query
 * @param {Manifest} manifest
 * @returns {Question}
 */
export function question(query, { synonyms, little, words: names }) {
  const groups = synonyms.map((group) => group.map((word) => fold(word).folded));
  /** @type {Map<string, Word>} */
  const words = new Map();
  for (const text of split(fold(query).folded, [...groups.flat(), ...names.filter((name) => name.length === 3)])) {
    const forms = formsOf(text, groups);
    if (!words.has(text)) words.set(text, { text, weight: little.includes(text) ? 0.1 : weightOf(text), forms });
  }
  const all = [...words.values()];
  // Where nothing but small words was typed, they are what is meant.
  if (all.every((word) => word.weight < 0.2)) for (const word of all) word.weight = 1;
  return { terms: terms(query), words: all };
}

/**
 * A single character of Chinese is in many words.
 * @param {string} text
 */
const weightOf = (text) => (text.length === 1 && !isNarrow(text) ? 0.4 : 1);

/**
 * The words of a folded query: first of all those that are known to be words,
 * which have synonyms or are short names of the site's own.
 * @param {string} folded
 * @param {string[]} vocabulary
 */
function split(folded, vocabulary) {
  const known = vocabulary.filter((word) => word.length > 1);
  known.sort((a, b) => b.length - a.length);
  /** @type {string[]} */
  const words = [];
  let rest = "";
  for (let i = 0; i < folded.length; ) {
    const word = known.find((word) => folded.startsWith(word, i) && !cuts(folded, i) && !cuts(folded, i + word.length));
    if (word) {
      words.push(...segments(rest), word);
      rest = "";
      i += word.length;
    } else rest += folded[i++];
  }
  return [...words, ...segments(rest)];
}

/**
 * Whether a place is inside of a word of a narrow script.
 * @param {string} text
 * @param {number} at
 */
export const cuts = (text, at) => isLetter(text[at - 1]) && isLetter(text[at]);

/** @param {string | undefined} char */
export const isLetter = (char) => char !== undefined && isNarrow(char) && runs(char).length > 0;

/**
 * The words of a folded text: narrow ones as they are, those of Chinese as the
 * browser divides it or, where it does not, every two characters.
 * @param {string} text
 */
function segments(text) {
  return runs(text).flatMap((run) =>
    (run.match(/[\0-\u2e7f]+|[\u2e80-\uffff]+/g) || []).flatMap((part) => {
      if (isNarrow(part[0]) || part.length < 3) return part;
      return divided(part);
    }),
  );
}

/** @param {string} text */
function divided(text) {
  /** @type {any} the types know of the language what ES2019 has */
  const { Segmenter } = /** @type {any} */ (Intl);
  if (!Segmenter) return [...text].slice(1).map((_, i) => text.slice(i, i + 2));
  /** @type {Iterable<{segment: string}>} */
  const all = new Segmenter("zh", { granularity: "word" }).segment(text);
  return Array.from(all, ({ segment }) => segment);
}

/**
 * @param {string} text
 * @param {string[][]} groups
 */
function formsOf(text, groups) {
  const forms = [form(text, 1)];
  for (const group of groups) {
    const others = group.map((word) => ({ ...form(word, 0.7), also: true }));
    if (others.every((other) => other.text !== forms[0].text)) continue;
    for (const other of others) if (forms.every(({ text }) => text !== other.text)) forms.push(other);
  }
  // A longer word may be written otherwise in between.
  if (forms.length === 1 && text.length > 2 && !isNarrow(text[0])) {
    for (let i = 0; i < text.length - 1; i++) forms.push(form(text.slice(i, i + 2), 0.3));
  }
  return forms;
}

/**
 * @param {string} text
 * @param {number} weight
 * @returns {Form}
 */
export function form(text, weight) {
  const stem = isNarrow(text[0]) && /^[a-z]{4,}$/.test(text);
  return { text: stem ? stemOf(text) : text, weight, stem };
}

/**
 * What an English word and its other forms begin with.
 * @param {string} word
 */
function stemOf(word) {
  const stem = word.replace(/(?:ie[sd]|y?ing|ed|es?|s|y)$/, "");
  if (/ss$/.test(word) || stem.length < 3) return word;
  return stem.length > 3 ? stem.replace(/([bdgklmnprt])\1$/, "$1") : stem;
}

/** How an English word may go on behind its stem, and its last letter once more. */
const ending = /^(?:s|es?|ed|en|ers?|ing|ly|y(?:s|ed|ing)?|ie[sd]?)?$/;

/**
 * The places of a form in a folded text, as pairs of beginning and end.
 * @param {string} text
 * @param {Form} form
 */
export function places(text, { text: wanted, stem }) {
  /** @type {[number, number][]} */
  const all = [];
  const narrow = isLetter(wanted[0]);
  for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + 1)) {
    let end = i + wanted.length;
    if (stem) {
      const rest = end + Number(text[end] === text[end - 1]);
      while (isLetter(text[end])) end++;
      if (cuts(text, i) || !ending.test(text.slice(rest, end))) continue;
    } else if (narrow && (cuts(text, i) || cuts(text, end))) continue;
    all.push([i, end]);
  }
  return all;
}
