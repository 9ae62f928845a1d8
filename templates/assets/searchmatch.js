/**
 * Looks for what was asked in one page: which of its sections say how much of it,
 * and where.
 */
import { fold } from "./fold.js";
import { places } from "./searchwords.js";

/** @import { Folded } from "./fold.js" */
/** @import { Entry, Place } from "./searchindex.js" */
/** @import { Form, Question, Word } from "./searchwords.js" */

/** @typedef {{from: number, to: number, word: number, small: boolean, also?: boolean}} Mark A place of a
 * word, or of a whole term (-1), in the folded text; a small word is not shown. also is true for another word
 * that means the same. */
/** @typedef {{text: string, folded: Folded, marks: Mark[]}} Part A text with what was found in it. */
/**
 * @typedef {object} Section
 * @property {string} id that of its heading; empty for what stands above all
 * @property {string} heading
 * @property {Place[]} places what is in it, counted from its beginning
 * @property {string} text
 */
/**
 * @typedef {object} Found A section with something of what was asked.
 * @property {Entry} entry
 * @property {Section} section
 * @property {Part} title
 * @property {Part} heading
 * @property {Part} body
 * @property {number} score
 * @property {boolean} whole whether its page has all that was typed
 * @property {boolean} typed whether its page has it as it was typed
 */

/** How much a word counts in which part of a page. */
const inTitle = 3;
const inHeading = 4;
const inDescription = 1.5;
/** How much the page around counts for a section. */
const pageShare = 0.6;

/**
 * The sections of a page: each begins with its heading.
 * @param {Entry} entry
 * @returns {Section[]}
 */
function sections({ text, places }) {
  const heads = [{ at: 0, id: "" }, ...places.filter(({ kind }) => kind === "h")];
  return heads.map(({ at, id }, i) => {
    const end = i + 1 < heads.length ? heads[i + 1].at : text.length;
    const own = text.slice(at, end);
    const cut = id ? `${own}\n`.indexOf("\n") + 1 : 0;
    const inside = places.filter(
      (place) => place.kind !== "h" && place.at >= at && (place.at < end || (place.at === end && place.kind === "r")),
    );
    return {
      id,
      heading: own.slice(0, cut).trim(),
      text: own.slice(cut),
      places: inside.map((place) => ({ ...place, at: Math.max(0, place.at - at - cut) })),
    };
  });
}

/**
 * What a page has of what was asked, the best section first; nothing if it has
 * none of it.
 * @param {Entry} entry
 * @param {Question} question
 * @param {number[]} rarity how much each word says
 * @param {number} weight that of the page
 * @returns {Found[]}
 */
export function matches(entry, question, rarity, weight) {
  const { terms } = question;
  const title = part(entry.title, question);
  const description = part(entry.description, question);
  const tags = part(entry.terms, question);
  const around = [title, description, tags];
  const all = sections(entry).map((section) => ({
    section,
    heading: part(section.heading, question),
    body: part(section.text, question),
  }));
  /** @type {(term: string, parts: Part[]) => boolean} */
  const says = (term, parts) => parts.some(({ folded }) => folded.folded.includes(term));
  const everything = [...around, ...all.flatMap(({ heading, body }) => [heading, body])];
  /** @param {string} term */
  const spelled = (term) => !!question.spells && question.spells(entry, term);
  const whole = terms.every((term) => says(term, everything) || spelled(term));
  const phrase = terms.join(" ");
  const typed = everything.some((part) => part.folded.folded.includes(phrase)) || (whole && terms.length < 2);
  /** @type {[Part, number][]} */
  const parts = [
    [title, inTitle],
    [description, inDescription],
    [tags, 1],
  ];
  for (const { heading, body } of all) parts.push([heading, 2], [body, 1]);
  const names = terms.filter(spelled).length;
  const ofPage = relevance(parts, question.words, rarity, 0);
  const found = all.flatMap(({ section, heading, body }) => {
    const own = [heading, body];
    const here = terms.filter((term) => says(term, own)).length / terms.length;
    /** @type {[Part, number][]} */
    const fields = [
      [title, inTitle],
      [heading, inHeading],
      [description, section.id ? 0.5 : inDescription],
      [tags, 1],
      [body, 1],
    ];
    let score = relevance(fields, question.words, rarity, section.text.length);
    if (!score && !names && !(whole && here)) return [];
    score += ofPage * pageShare + names;
    score *= (1 + 0.5 * nearness(question.words, [title, ...own])) * (1 + here);
    for (const term of terms) {
      if (term.length > 1 && says(term, [title, heading])) score *= 1.5;
      if (title.folded.folded === term || heading.folded.folded === term) score *= 1.5;
    }
    if (terms.length > 1 && says(phrase, [...around, ...own])) score *= 2;
    const hits = own.some(({ marks }) => marks.length);
    return {
      entry,
      section,
      title,
      heading,
      body,
      score: score * weight * (hits || !section.id ? 1 : 0.5),
      whole,
      typed,
    };
  });
  return found.sort((a, b) => b.score - a.score);
}

/**
 * @param {string} text
 * @param {Question} question
 * @returns {Part}
 */
function part(text, { terms, words }) {
  const folded = fold(text);
  /** @type {Mark[]} */
  const marks = [];
  words.forEach(({ forms, weight }, word) => {
    forms.some((form, i) => {
      const at = places(folded.folded, form);
      for (const [from, to] of at) marks.push({ from, to, word, small: weight < 0.5, also: form.also });
      return at.length && i === 0; // the word itself says it best
    });
  });
  for (const term of terms) {
    const small = terms.length > 1 && words.some(({ text, weight }) => text === term && weight < 0.5);
    for (let i = folded.folded.indexOf(term); i >= 0; i = folded.folded.indexOf(term, i + 1)) {
      marks.push({ from: i, to: i + term.length, word: -1, small });
    }
  }
  return { text, folded, marks: marks.sort((a, b) => a.from - b.from) };
}

/**
 * BM25F: what counts is how often a word stands in which part, against how long
 * that is, and how rare it is.
 * @param {[Part, number][]} fields
 * @param {Word[]} words
 * @param {number[]} rarity
 * @param {number} length
 */
function relevance(fields, words, rarity, length) {
  let score = 0;
  let covered = 0;
  let all = 0;
  words.forEach(({ weight, forms }, word) => {
    let best = 0;
    let often = 0;
    for (const [{ folded, marks }, boost] of fields) {
      const own = marks.filter((mark) => mark.word === word);
      often += boost * Math.min(own.length, 5);
      for (const { from, to } of own) best = Math.max(best, formWeight(forms, folded.folded.slice(from, to)));
    }
    all += weight * rarity[word];
    covered += weight * rarity[word] * best;
    score += (weight * rarity[word] * best * often) / (often + 0.8 + (0.8 * length) / 400);
  });
  return all ? (score * covered) / all : 0;
}

/**
 * @param {Form[]} forms
 * @param {string} text
 */
function formWeight(forms, text) {
  return Math.max(
    0,
    ...forms
      .filter((form) => (form.stem ? text.startsWith(form.text) : text === form.text))
      .map(({ weight }) => weight),
  );
}

/**
 * How many of the neighbours in a query are neighbours here, too.
 * @param {Word[]} words
 * @param {Part[]} parts
 */
function nearness(words, parts) {
  let pairs = 0;
  for (let i = 1; i < words.length; i++) {
    const near = parts.some(({ marks }) =>
      marks.some((a) => a.word === i - 1 && marks.some((b) => b.word === i && Math.abs(b.from - a.from) < 12)),
    );
    if (near) pairs++;
  }
  return words.length > 1 ? pairs / (words.length - 1) : 0;
}
