/** Numbers that might be somebody's, so that the reader can be warned. */

/** A text as number forms take it: ASCII, no spaces or hyphens, upper case. */
export function plain(text) {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** Whether a plain text is a valid resident ID or mobile number. */
export function looksReal(text) {
  return isResidentID(text) || /^(\+?86)?1[3-9]\d{9}$/.test(text);
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: area, date of birth, sequence and a check character. */
function isResidentID(text) {
  if (!/^[1-9]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * text[i], 0);
  return '10X98765432'[sum % 11] === text[17];
}
