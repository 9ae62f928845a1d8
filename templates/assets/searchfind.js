/**
 * Finds pages: first those that say what was typed, then those that say most of
 * it. Only what is about to be shown is read.
 */
import { fold, isNarrow } from "./fold.js";
import { gone, grams, list, record, unsure, weights } from "./searchindex.js";
import { matches } from "./searchmatch.js";
import { question } from "./searchwords.js";

/** @import { Entry, Index } from "./searchindex.js" */
/** @import { Found } from "./searchmatch.js" */
/** @import { Form, Question, Word } from "./searchwords.js" */

/** How many pages are read at once. */
const batch = 6;
/** A word that fewer pages have is looked for in its other forms, too. */
const few = 6;
/** How much worse than the best a page may be that says only part of what was asked. */
const enough = 0.1;
/** How many sections of a page are shown, and how good they are beside its best. */
const sectionsShown = 3;
const asGood = 0.7;

/**
 * @typedef {object} Search
 * @property {() => Promise<Found[]>} next the next results, best first; none at the end
 * @property {() => boolean} done whether all has been read
 * @property {() => number | undefined} count how many pages say it, if that is known
 * @property {() => Promise<string>} meant what may have been meant instead
 */

/** About how many lists are fetched for a query. */
const listsAsked = 5;

/**
 * @param {Index} index
 * @param {string} query
 * @param {boolean} [trusting] whether records need not say what the lists do
 * @returns {Promise<Search>}
 */
export async function find(index, query, trusting) {
  const asked = question(query, index.manifest);
  const own = weights(index);
  const [lists, spells] = await Promise.all([listsFor(index, asked), speller(index, asked)]);
  asked.spells = spells;
  const ofTerms = asked.terms.map((term) => levels(lists, own, term));
  const ofWords = asked.words.map((word) => levelsOf(lists, own, word));
  const rarity = ofWords.map((scores) => rarityOf(scores));
  const scores = own.map((weight, page) => {
    let score = 0;
    asked.words.forEach((word, i) => {
      score += ofWords[i][page] * word.weight * rarity[i];
    });
    for (const list of ofTerms) score += list[page] / 4;
    return score * weight;
  });
  const best = Math.max(...scores);
  const ranked = asked.terms.length ? [...scores.keys()].filter((page) => scores[page]) : [];
  ranked.sort((a, b) => scores[b] - scores[a] || a - b);
  const says = new Set(ranked.filter((page) => ofTerms.every((list) => list[page])));
  // Pages that step back do so behind those that say nearly what was asked; but
  // not where no other page says it.
  const leads = new Set([...says].filter((page) => own[page] >= 1));
  for (const page of leads.size ? [] : says) leads.add(page);
  const rest = ranked.filter((page) => !leads.has(page) && (says.has(page) || scores[page] > enough * best));
  const waiting = [...leads, ...rest];
  const guessing = says.size && asked.words.every(({ forms }) => forms[0].weight) ? undefined : guesses(index);
  // One list that is the term itself is no guess, unless it may be pinyin.
  const [term] = asked.terms;
  const certain =
    asked.terms.length === 1 &&
    !isNarrow(term) &&
    grams(term).join() === term &&
    ofTerms[0].every((level) => !level || level >= 1);
  let verified = 0;
  let unread = says.size;
  let top = 0;

  /** @param {number[]} pages */
  async function read(pages) {
    const [entries, guess] = await Promise.all([Promise.all(pages.map((page) => record(index, page))), guessing]);
    // Files of two versions of the site may have come; then the newer one is asked.
    if (!trusting && !entries.every((entry, i) => agrees(index, lists, pages[i], entry))) throw gone(query);
    guess?.forgive(asked.words, entries, rarity);
    return entries.flatMap((entry, i) => {
      const found = matches(entry, asked, rarity, own[pages[i]]);
      if (!found.length) return [];
      return [{ found, first: found[0].typed && leads.has(pages[i]), score: found[0].score }];
    });
  }

  async function next() {
    while (waiting.length) {
      const pages = waiting.splice(0, batch);
      const found = await read(pages);
      unread -= pages.filter((page) => says.has(page)).length;
      verified += found.filter((page) => page.found[0].whole).length;
      top = Math.max(top, ...found.map(({ score }) => score));
      // Whoever has enough pages that say it needs none that say it nearly.
      if (verified >= batch) waiting.splice(0, waiting.length, ...waiting.filter((page) => says.has(page)));
      const good = found.filter((page) => page.found[0].whole || page.score > (enough * top) / 2);
      good.sort((a, b) => Number(b.first) - Number(a.first) || b.score - a.score);
      if (good.length)
        return good.flatMap((page) =>
          page.found.filter(({ score }, i) => i < sectionsShown && score >= asGood * page.score),
        );
    }
    return [];
  }

  return {
    next,
    done: () => !waiting.length,
    count: () => (certain ? says.size : unread ? undefined : verified),
    meant: async () => (await guessing)?.meant(asked.terms, index.manifest.words) || "",
  };
}

/**
 * How much a word says that these pages have.
 * @param {Float32Array} scores
 */
function rarityOf(scores) {
  const has = scores.reduce((sum, score) => sum + (score > unsure ? 1 : score / unsure), 0);
  return Math.log(1 + (scores.length - has + 0.5) / (has + 0.5));
}

/** @typedef {Map<string, Float32Array>} Lists How much each page says of a gram. */

/**
 * The lists of a query: those of its words, and as many as there is room for of what
 * else is in its terms. Those of other words that mean the same come in the same files.
 * @param {Index} index
 * @param {Question} question
 * @returns {Promise<Lists>}
 */
async function listsFor(index, { terms, words }) {
  const said = words.filter(({ weight }) => weight > 0.4);
  const each = Math.max(1, Math.floor(listsAsked / said.length));
  const all = new Set(said.flatMap(({ forms }) => spread(grams(forms[0].text), each)));
  for (const { text, weight } of words) if (weight > 0.2 && all.size < listsAsked) all.add(grams(text)[0]);
  for (const term of terms) {
    const others = grams(term).filter((gram) => !all.has(gram));
    for (const gram of spread(others, Math.max(listsAsked - all.size, 0))) all.add(gram);
  }
  for (const { text, also } of words.flatMap(({ forms }) => forms)) {
    if (also) for (const gram of grams(text)) all.add(gram);
  }
  return new Map(
    await Promise.all([...all].map(async (gram) => /** @type {const} */ ([gram, await list(index, gram)]))),
  );
}

/**
 * Some of a list, from all over it.
 * @param {string[]} list
 * @param {number} n
 */
const spread = (list, n) =>
  list.filter((_, i) => Math.floor((i * n) / list.length) !== Math.floor(((i - 1) * n) / list.length));

/**
 * How much each page says of a folded text; less than 1 is a guess, as is all of
 * what no list was fetched of.
 * @param {Lists} lists
 * @param {Float32Array} own
 * @param {string} text
 */
function levels(lists, own, text) {
  const known = listsOf(lists, text);
  return own.map((_, page) => (known.length ? Math.min(...known.map((levels) => levels[page])) : unsure));
}

/** @type {(lists: Lists, text: string) => Float32Array[]} Those that were fetched of a text. */
const listsOf = (lists, text) => grams(text).flatMap((gram) => lists.get(gram) || []);

/**
 * How much each page says of a word, by how prominent it is there; in its other forms
 * only where few have it. A word of letters that is nowhere may have been mistyped:
 * then pages count that have most of its pieces.
 * @param {Lists} lists
 * @param {Float32Array} own
 * @param {Word} word
 */
function levelsOf(lists, own, word) {
  const [first, ...others] = word.forms;
  let scores = levels(lists, own, first.text);
  if (scores.filter((level) => level).length >= few) return scores;
  for (const form of others) {
    const also = levels(lists, own, form.text);
    scores = scores.map((level, page) => Math.max(level, also[page] * form.weight));
  }
  if (isNarrow(word.text[0]) && word.text.length > 3 && !scores.some((score) => score)) {
    const pieces = listsOf(lists, word.text);
    scores = scores.map((_, page) => {
      const count = pieces.filter((levels) => levels[page]).length;
      return count >= Math.max(1, pieces.length - 3) ? count / pieces.length / 2 : 0;
    });
    word.forms[0] = { ...first, weight: 0 };
  }
  return scores;
}

/**
 * What guesses at what may have been meant.
 * @param {Index} index
 * @returns {Promise<import("./searchguess.js")>}
 */
const guesses = ({ manifest }) => import(new URL(manifest.guess, document.baseURI).href);

/**
 * What looks for names by their pinyin, where that may have been typed.
 * @param {Index} index
 * @param {Question} question
 */
async function speller(index, { terms }) {
  if (!index.manifest.spelled || !terms.some((term) => /^[a-z]{2,}$/.test(term))) return undefined;
  const [guess, table] = await Promise.all([guesses(index), index.file("spelling")]);
  return guess.speller(table);
}

/**
 * Whether a record says what lists do: letters among Chinese may be pinyin.
 * @param {Index} index
 * @param {Lists} lists
 * @param {number} page
 * @param {Entry} entry
 */
function agrees({ manifest }, lists, page, { title, description, terms, text }) {
  const { folded } = fold([title, description, terms, text].join("\n"));
  return [...lists].every(([gram, levels]) =>
    folded.includes(gram) ? levels[page] : levels[page] < 1 || (manifest.spelled && isNarrow(gram)),
  );
}
