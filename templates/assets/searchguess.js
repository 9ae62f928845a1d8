/**
 * Guesses at what somebody means who has typed the pinyin of a name, or mistyped a word.
 * Loaded when letters are looked for among Chinese, and when nothing says what was typed.
 */
import { fold } from "./fold.js";
import { isLetter } from "./searchwords.js";

/** @import { Entry } from "./searchindex.js" */
/** @import { Word } from "./searchwords.js" */

/**
 * What tells whether a name of a page is spelled by a term.
 * @param {Uint8Array} table lines of a word and its syllables, or of characters and the
 * one that is read for each
 */
export function speller(table) {
  /** @type {Map<string, string[]>} */
  const readings = new Map();
  for (const line of new TextDecoder().decode(table).split("\n")) {
    const [chars, ...syllables] = line.split(" ");
    for (const word of syllables.length > 1 ? [chars] : chars) readings.set(word, syllables);
  }
  /** @type {(entry: Entry, term: string) => boolean} */
  return (entry, term) =>
    /^[a-z]{2,}$/.test(term) &&
    names(entry).some((name) => stretches(name, readings).some((syllables) => spells(syllables, term)));
}

/** The longest word that has a reading of its own. */
const longest = 4;

/**
 * The syllables of each stretch of Chinese in a text.
 * @param {string} text
 * @param {Map<string, string[]>} readings
 */
function stretches(text, readings) {
  /** @type {string[][]} */
  const all = [[]];
  for (let i = 0; i < text.length; ) {
    let n = longest;
    while (n && !readings.has(text.slice(i, i + n))) n--;
    const syllables = readings.get(text.slice(i, i + n));
    if (syllables) all[all.length - 1].push(...syllables);
    else all.push([]);
    i += n || 1;
  }
  return all;
}

/**
 * The title of a page, its headings, and what its rehearsals say.
 * @param {Entry} entry
 */
function names({ title, text, places }) {
  const own = places.flatMap(({ kind, at }, i) => {
    if (kind === "h") return text.slice(at).split("\n", 1);
    const end = i + 1 < places.length ? places[i + 1].at : text.length;
    return kind === "r" ? text.slice(at, end).split("\n") : [];
  });
  return [title, ...own];
}

/**
 * Whether a term spells a name or its beginning, from the beginning of a syllable
 * on, or has the initials of at least two syllables.
 * @param {string[]} syllables
 * @param {string} term
 */
function spells(syllables, term) {
  return syllables.some((_, i) => {
    const rest = syllables.slice(i);
    if (
      rest
        .map((s) => s[0])
        .join("")
        .startsWith(term)
    )
      return true;
    let n = 0;
    for (const syllable of rest) {
      if (n === term.length) break;
      const left = term.slice(n);
      // The last syllable may be typed in part, but not stand alone.
      if (!left.startsWith(syllable) && !(n && syllable.startsWith(left))) return false;
      n = Math.min(term.length, n + syllable.length);
    }
    return n === term.length;
  });
}

/**
 * Adds to the forms of mistyped words what stands in pages and may be meant.
 * @param {Word[]} words
 * @param {Entry[]} entries
 * @param {number[]} rarity
 */
export function forgive(words, entries, rarity) {
  words.forEach((word, i) => {
    if (word.forms[0].weight) return;
    for (const text of entries.flatMap((entry) => slips(entry, word.text))) {
      if (word.forms.every((known) => known.text !== text)) word.forms.push({ text, weight: 0.8, stem: false });
    }
    rarity[i] = Math.max(rarity[i], 1);
  });
}

/**
 * What may have been meant by a Chinese query: the same with one character of a
 * name put right; or nothing.
 * @param {string[]} terms
 * @param {string[]} names folded
 */
export function meant(terms, names) {
  for (const term of terms) {
    if (names.some((name) => term.includes(name))) continue;
    for (const name of names) {
      for (let i = 0; i + name.length <= term.length; i++) {
        if (!isSlip(term.slice(i, i + name.length), name)) continue;
        const better = term.slice(0, i) + name + term.slice(i + name.length);
        return terms.map((other) => (other === term ? better : other)).join(" ");
      }
    }
  }
  return "";
}

/**
 * The words of a page that are a slip away from one.
 * @param {Entry} entry
 * @param {string} word
 */
export function slips(entry, word) {
  /** @type {Set<string>} */
  const all = new Set();
  for (const text of [entry.title, entry.description, entry.terms, entry.text]) {
    const { folded } = fold(text);
    for (let i = 0, j = 0; i < folded.length; i = j + 1) {
      for (j = i; isLetter(folded[j]); ) j++;
      const other = folded.slice(i, j);
      if (isSlip(word, other)) all.add(other);
    }
  }
  return [...all];
}

/**
 * Whether two words differ by one slip of the keyboard: a letter too many, too
 * few, wrong, or two exchanged.
 * @param {string} a
 * @param {string} b
 */
function isSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (a[i] === b[i]) i++;
  const [x, y] = [a.slice(i), b.slice(i)];
  return (
    x.slice(1) === y ||
    x === y.slice(1) ||
    x.slice(1) === y.slice(1) ||
    (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2))
  );
}
