/** Numbers that might be somebody's, so that the reader can be warned. */

/** A text as number forms take it: ASCII, upper case, and nothing that only
 * groups digits: spaces, hyphens and dashes, what cannot be seen. */
export function plain(text) {
  return text.normalize('NFKC').replace(/[\s\-\u200B-\u200F\u2010-\u2015\u2212]/g, '').toUpperCase();
}

/** The valid resident IDs and mobile numbers, without their country, that a
 * text has anywhere in it. */
export function numbersIn(text) {
  const runs = plain(text).match(/\d+X?/g) || [];
  return runs.map((run) => run.replace(/^(00)?86(?=1\d{10}$)/, '')).filter((n) => isResidentID(n) || /^1[3-9]\d{9}$/.test(n));
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: area, date of birth, sequence and a check character. */
function isResidentID(text) {
  if (!/^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * text[i], 0);
  return '10X98765432'[sum % 11] === text[17];
}
