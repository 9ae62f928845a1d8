/** Mistakes, explained by comparing what is there with what should be. */
import { find, make, part, replace, textOf } from "./part.js";
import { plain } from "./warning.js";

/** @import { Effort } from "./effort.js" */
/** @import { Field } from "./field.js" */
/** @import { Screen } from "./screen.js" */

/** @typedef {Awaited<ReturnType<typeof import("./player.js").take>>} Player */

/**
 * What a text has other than it should: where, and a sentence about it. At a gap
 * something is missing.
 * @typedef {object} Difference
 * @property {string} says
 * @property {(i: number) => boolean} [isMarked]
 * @property {number} [gap]
 */

/** From how many mistakes in a row on to offer more help. */
const stuckAfter = 2;

/** How much may be missing for the place to be shown. */
const widestGap = 3;

/**
 * Explains why a press was refused, and offers more help to who is stuck.
 * @param {Player} player
 */
export function explain({ mode, rehearsal, root, screen }) {
  const { lapses, slips } = rehearsal.effort;
  for (const old of screen.figure.querySelectorAll(".rh-compare")) old.remove();
  for (const field of screen.fields) {
    const { complaint, number } = field;
    slips[number] = complaint ? (slips[number] || 0) + 1 : 0;
    if (!complaint) continue;
    const lapse = `${textOf(screen.heading)} - ${textOf(part(complaint, "message"))}`;
    lapses.push(lapse);
    const times = lapses.filter((l) => l === lapse).length;
    const note = make("span", times > 1 ? sentence(root, "again", times) : "");
    note.className = "rh-compare";
    note.append(...compared(root, screen, field));
    complaint.append(note);
  }
  const stuck = screen.fields.find((f) => slips[f.number] >= stuckAfter && f.hasSample);
  const offer = part(root, "demonstrate");
  offer.hidden = !stuck || mode !== "practise";
  if (stuck) stuck.element.append(offer);
}

/**
 * Lists what was wrong so far, each mistake once.
 * @param {HTMLElement} root
 * @param {Effort} effort
 */
export function list(root, { lapses }) {
  const items = [...new Set(lapses)].map((lapse) => {
    const times = lapses.filter((l) => l === lapse).length;
    return make("li", lapse + (times > 1 ? sentence(root, "times", times) : ""));
  });
  replace(find(part(root, "lapses"), "ul"), items);
}

/**
 * A sentence of the storyboard, with numbers in the places of "#".
 * @param {HTMLElement} root
 * @param {string} name
 * @param {...(string | number)} numbers
 */
function sentence(root, name, ...numbers) {
  const words = part(root, `say-${name}`).textContent || "";
  return words.replace(/#/g, () => String(numbers.shift()));
}

/**
 * What the reader typed with the difference marked, and a sentence about it;
 * nothing where nothing is known to compare it with.
 * @param {HTMLElement} root
 * @param {Screen} screen
 * @param {Field} field
 */
function compared(root, screen, field) {
  const text = [...typed(field)];
  const { like, units, bound = "" } = /** @type {HTMLElement} */ (field.complaint).dataset;
  /** @param {[string, ...(string | number)[]]} words */
  const say = (...words) => sentence(root, ...words);
  if (units) return [say(bound, text.length, units)];
  if (!like) return [];
  const other = screen.field(Number(like));
  const difference = differ(text, [...(other ? typed(other) : right(field, like))], say);
  if (!difference) return [];
  const { gap, isMarked, says } = difference;
  return gap === undefined && !isMarked ? [says] : [marked(field, text, difference), says];
}

/**
 * The text in a field as its checks see it.
 * @param {Field} field
 * @param {string} [text]
 */
function typed({ kind, value }, text = String(value)) {
  if (/^(id-number|mobile|sms-code)$/.test(kind)) return plain(text);
  const narrow = text.normalize("NFKC");
  return kind === "text" ? narrow.trim() : narrow;
}

/**
 * What should be in a field.
 * @param {Field} field
 * @param {string} like
 */
const right = (field, like) => typed(field, (like === "shown" && field.shown) || field.sample);

/**
 * How a text differs from the right one; undefined where the two have too little in
 * common.
 * @param {string[]} text
 * @param {string[]} right
 * @param {(...words: [string, ...(string | number)[]]) => string} say
 * @returns {Difference | undefined}
 */
function differ(text, right, say) {
  const isBlank = (/** @type {number} */ i) => !text[i].trim();
  /** @param {string[]} t */
  const tight = (t) => t.join("").replace(/\s/g, "");
  if (tight(text) === tight(right)) return { says: say("spaces"), isMarked: isBlank };
  if (text.length !== right.length) return unequal(text, right, say);
  const isMarked = (/** @type {number} */ i) => text[i] !== right[i];
  const places = [...text.keys()].filter(isMarked);
  const [first, second] = places;
  if (text.join("").toLowerCase() === right.join("").toLowerCase()) return { says: say("capitals"), isMarked };
  const isSwapped = places.length === 2 && text[first] === right[second] && text[second] === right[first];
  if (isSwapped) return { says: say("swapped", first + 1, second + 1), isMarked };
  if (places.length > text.length / 2) return undefined;
  return { says: places.length === 1 ? say("differs", first + 1) : say("several", places.length), isMarked };
}

/**
 * How a text differs from one of another length.
 * @param {string[]} text
 * @param {string[]} right
 * @param {(...words: [string, ...(string | number)[]]) => string} say
 * @returns {Difference | undefined}
 */
function unequal(text, right, say) {
  const shorter = Math.min(text.length, right.length);
  let begin = 0;
  while (begin < shorter && text[begin] === right[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && text[text.length - 1 - end] === right[right.length - 1 - end]) end++;
  const surplus = text.length - right.length;
  const isNear = begin + end === shorter && Math.abs(surplus) <= widestGap;
  // Names have characters, but nobody counts their places.
  const count = /^[ -~]+$/.test(right.join("")) ? say("exactly", text.length, right.length) : "";
  if (!isNear) return count ? { says: count } : undefined;
  if (surplus < 0) return { says: count + say("missing"), gap: begin };
  return { says: count + say("extra"), isMarked: (i) => i >= begin && i < text.length - end };
}

/**
 * A text with marks; a secret stays one.
 * @param {Field} field
 * @param {string[]} text
 * @param {Difference} difference
 */
function marked({ control }, text, { isMarked = () => false, gap }) {
  const isMasked = control.classList.contains("rh-masked");
  const quote = make("bdi", "");
  for (const [i, character] of text.entries()) {
    if (i === gap) quote.append(make("mark", ""));
    const seen = isMasked ? "\u2022" : character;
    quote.append(isMarked(i) ? make("mark", seen) : seen);
  }
  if (gap === text.length) quote.append(make("mark", ""));
  return quote;
}
