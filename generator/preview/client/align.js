/** How many comparisons the finest alignment may take. Beyond, siblings are
 * paired by their order alone. */
const most = 250_000;

/** @typedef {[ChildNode | undefined, ChildNode | undefined]} Pair */

/**
 * Pairs the children of an element with those that it shall have: a list of
 * [old, new] in the new order, where old is missing for what comes and new for
 * what goes.
 * @param {ChildNode[]} was
 * @param {ChildNode[]} will
 * @returns {Pair[]}
 */
export function align(was, will) {
  let head = 0;
  const shorter = Math.min(was.length, will.length);
  while (head < shorter && was[head].isEqualNode(will[head])) head++;
  let tail = 0;
  while (tail < shorter - head && was[was.length - 1 - tail].isEqualNode(will[will.length - 1 - tail])) tail++;
  /** @type {Pair[]} */
  const pairs = [];
  for (let i = 0; i < head; i++) pairs.push([was[i], will[i]]);
  pairs.push(...middle(was.slice(head, was.length - tail), will.slice(head, will.length - tail)));
  for (let i = tail; i > 0; i--) pairs.push([was[was.length - i], will[will.length - i]]);
  return pairs;
}

/**
 * Aligns what has changed around the longest sequence of equal children.
 * @param {ChildNode[]} was
 * @param {ChildNode[]} will
 */
function middle(was, will) {
  /** @type {Pair[]} */
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

/**
 * The positions of a longest common subsequence, as [position in was, in will].
 * @param {ChildNode[]} was
 * @param {ChildNode[]} will
 */
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
  /** @type {[number, number][]} */
  const positions = [];
  for (let i = 0, j = 0; i < n && j < m; ) {
    if (a[i] === b[j]) positions.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return positions;
}

/** @param {ChildNode} node */
const text = (node) => (node instanceof Element ? node.outerHTML : `${node.nodeType}${node.nodeValue}`);

/**
 * Pairs children between equal ones with the next that are alike.
 * @param {ChildNode[]} was
 * @param {ChildNode[]} will
 */
function gap(was, will) {
  /** @type {Pair[]} */
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

/**
 * Whether one node can become the other. A picture cannot become another one:
 * it would keep its place while that is loaded.
 * @param {ChildNode} a
 * @param {ChildNode} b
 */
function alike(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  if (!(a instanceof Element) || !(b instanceof Element)) return true;
  return ["class", "src"].every((name) => a.getAttribute(name) === b.getAttribute(name));
}
