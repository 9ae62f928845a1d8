/**
 * The fold makes equal what readers take for equal, like the one in the Go
 * package generator/search, which explains it; a test compares the two over
 * every UTF-16 unit.
 */

/** @typedef {{folded: string, places: number[]}} Folded */

/**
 * What traditional characters fold to, as far as it occurs in the index. It comes
 * with the manifest.
 * @type {Map<string, string>}
 */
export const variants = new Map();

/** Characters that Unicode does not decompose, and what readers type for them. */
const alike = new Map(
  `ßss ẞss æae Æae œoe Œoe øo Øo łl Łl đd Đd ðd Ðd þth Þth ħh Ħh ıi ςσ ‘' ’' ‚' ‛' “" ”" „" ‐- ‑- ‒- –- —- ―- −-`
    .split(" ")
    .map((pair) => [pair[0], pair.slice(1)]),
);

/** What is below is narrow: its grams have three characters instead of two. */
export const wideFrom = 0x2e80;

/**
 * The folded text and, for each of its units, the place in text that it comes
 * from; one more place marks the end.
 * @param {string} text
 * @returns {Folded}
 */
export function fold(text) {
  let folded = "";
  /** @type {number[]} */
  const places = [];
  let space = -1;
  /** @type {(char: string, place: number) => void} */
  const push = (char, place) => {
    if (char === " ") {
      space = space < 0 ? place : space;
      return;
    }
    // A space counts between two narrow characters only.
    if (space >= 0 && folded && isNarrow(char) && isNarrow(folded[folded.length - 1])) {
      folded += " ";
      places.push(space);
    }
    space = -1;
    folded += char;
    places.push(place);
  };
  for (let i = 0; i < text.length; i++) {
    for (const char of foldUnit(text[i])) push(variants.get(char) || char, i);
  }
  places.push(text.length);
  return { folded, places };
}

/**
 * What one UTF-16 unit folds to.
 * @param {string} unit
 */
export function foldUnit(unit) {
  const code = unit.charCodeAt(0);
  if (code >= 0x4e00 && code < 0xa000) return unit;
  if (code < 0x80) return code === 9 ? " " : unit === "\r" ? "\n" : unit.toLowerCase();
  if (isIgnored(code)) return "";
  const plain = alike.get(unit);
  if (plain) return plain;
  let folded = "";
  for (const part of unit.normalize("NFKD").split("")) {
    if (part < "\u0300" || part > "\u036f") folded += part.toLowerCase();
  }
  return folded;
}

/** @param {number} code */
function isIgnored(code) {
  return (
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060 ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0xfeff ||
    (code >= 0x300 && code <= 0x36f)
  );
}

/** @param {string} char */
export const isNarrow = (char) => char.charCodeAt(0) < wideFrom;

/** Everything that is not part of words. The browser's Unicode tables are not
 * used, because they differ from the generator's. */
const breaks =
  /[\0-\x2f:-`{-\xbf\xd7\xf7\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb\ufe10-\ufe6f\ufff0-\uffff]+/;

/**
 * The stretches of a folded text that grams do not reach beyond.
 * @param {string} folded
 */
export const runs = (folded) => folded.split(breaks).filter(Boolean);
