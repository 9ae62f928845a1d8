/**
 * Finds pages: first those that say what was typed, then those that say most of
 * it. Only what is about to be shown is read.
 */
import { fold, isNarrow } from "./fold.js";
import { grams, levels, record, shared, unsure, weights } from "./searchindex.js";
import { matches, slips } from "./searchmatch.js";
import { isSlip, question } from "./searchwords.js";

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
 * @property {Question} question
 * @property {() => Promise<Found[]>} next the next results, best first; none at the end
 * @property {() => boolean} done whether all has been read
 * @property {() => number | undefined} count how many pages say it, if that is known
 * @property {string} meant what may have been meant instead
 */

/**
 * @param {Index} index
 * @param {string} query
 * @returns {Promise<Search>}
 */
export async function find(index, query) {
  const asked = question(query, index.manifest);
  const own = weights(index);
  const [ofTerms, ofOwn] = await Promise.all([
    Promise.all(asked.terms.map((term) => levels(index, term))),
    Promise.all(asked.words.map((word) => levelsOf(index, word, word.forms.slice(0, 1)))),
  ]);
  const many =
    asked.terms.length && own.filter((weight, page) => weight && ofTerms.every((list) => list[page])).length >= batch;
  // Other forms are asked for of words that few pages have.
  const ofWords = await Promise.all(
    asked.words.map((word, i) =>
      many || ofOwn[i].filter((level) => level).length >= few ? ofOwn[i] : levelsOf(index, word, word.forms, true),
    ),
  );
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
    const entries = await Promise.all(pages.map((page) => record(index, page)));
    forgive(asked, entries, rarity);
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
    question: asked,
    next,
    done: () => !waiting.length,
    count: () => (certain ? says.size : unread ? undefined : verified),
    meant: meant(asked, index),
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

/**
 * How much each page says of a word, by how prominent it is there. A word of
 * letters that is nowhere may have been mistyped: then pages count that have most
 * of its pieces.
 * @param {Index} index
 * @param {Word} word
 * @param {Form[]} forms
 */
async function levelsOf(index, word, forms, forgiving = false) {
  const scores = new Float32Array(index.manifest.slots);
  // What says little is taken to be everywhere.
  if (word.weight < 0.2) return scores.fill(unsure);
  await Promise.all(
    forms.map(async (form) => {
      (await levels(index, form.text)).forEach((level, page) => {
        scores[page] = Math.max(scores[page], level * form.weight);
      });
    }),
  );
  if (forgiving && isNarrow(word.text[0]) && word.text.length > 3 && !scores.some((score) => score)) {
    const { counts, of } = await shared(index, word.text);
    counts.forEach((count, page) => {
      if (count >= Math.max(1, of - 3)) scores[page] = count / of / 2;
    });
    word.forms[0] = { ...word.forms[0], weight: 0 };
  }
  return scores;
}

/**
 * Adds to the forms of mistyped words what stands in pages and may be meant.
 * @param {Question} question
 * @param {Entry[]} entries
 * @param {number[]} rarity
 */
function forgive({ words }, entries, rarity) {
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
 * @param {Question} question
 * @param {Index} index
 */
function meant({ terms }, { manifest }) {
  const names = manifest.words.map((name) => fold(name).folded);
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
