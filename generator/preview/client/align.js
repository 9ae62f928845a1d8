// How many comparisons are worth the finest alignment. Beyond, siblings are
// paired by their order alone.
const most = 250_000;

/**
 * Pairs the children of an element with those that it shall have: a list of
 * [old, new] in the new order, where old is missing for what comes and new for
 * what goes.
 */
export function align(was, will) {
  let head = 0;
  const shorter = Math.min(was.length, will.length);
  while (head < shorter && was[head].isEqualNode(will[head])) head++;
  let tail = 0;
  while (tail < shorter - head && was[was.length - 1 - tail].isEqualNode(will[will.length - 1 - tail])) tail++;
  const pairs = [];
  for (let i = 0; i < head; i++) pairs.push([was[i], will[i]]);
  pairs.push(...middle(was.slice(head, was.length - tail), will.slice(head, will.length - tail)));
  for (let i = tail; i > 0; i--) pairs.push([was[was.length - i], will[will.length - i]]);
  return pairs;
}

/** Aligns what has changed around the longest sequence of equal children. */
function middle(was, will) {
  const pairs = [];
  let i = 0;
  let j = 0;
  for (const [a, b] of [...common(was, will), [was.length, will.length]]) {
    pairs.push(...gap(was.slice(i, a), will.slice(j, b)));
    if (a < was.length) pairs.push([was[a], will[b]]);
    i = a + 1;
    j = b + 1;
  }
  return pairs;
}

/** The places of a longest common subsequence, as [place in was, in will]. */
function common(was, will) {
  const n = was.length;
  const m = will.length;
  if (!n || !m || n * m > most) return [];
  const a = was.map(text);
  const b = will.map(text);
  const lengths = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const places = [];
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (a[i] === b[j]) places.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return places;
}

const text = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.outerHTML : `${node.nodeType}${node.data}`);

/** Pairs children between equal ones with the next that are alike. */
function gap(was, will) {
  const pairs = [];
  let i = 0;
  for (const now of will) {
    const at = was.findIndex((old, k) => k >= i && alike(old, now));
    if (at < 0) {
      pairs.push([undefined, now]);
      continue;
    }
    for (; i < at; i++) pairs.push([was[i], undefined]);
    pairs.push([was[i++], now]);
  }
  for (; i < was.length; i++) pairs.push([was[i], undefined]);
  return pairs;
}

/** Whether one node can become the other. A picture cannot become another one:
 * it would keep its place while that is loaded. */
function alike(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (a.nodeType !== Node.ELEMENT_NODE) return true;
  return ["class", "src"].every((name) => a.getAttribute(name) === b.getAttribute(name));
}
