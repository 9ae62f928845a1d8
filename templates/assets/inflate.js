/**
 * Undoes the compression of the search index in browsers that cannot do it by
 * themselves (DecompressionStream): RFC 1950 and 1951. What is checked is what
 * would go on for ever; the index is the site's own.
 */

/** The base and the number of further bits of each code of a length or a distance. */
const lengths = codes(3, [8, 4, 4, 4, 4, 4]);
lengths[28] = /** @type {[number, number]} */ ([258, 0]);
const distances = codes(1, [4, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
/** The order in which the lengths of the codes of code lengths come. */
const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/**
 * The codes of numbers from first on.
 * @param {number} first
 * @param {number[]} counts how many have 0, 1, … further bits
 */
function codes(first, counts) {
  /** @type {[number, number][]} */
  const all = [];
  let base = first;
  counts.forEach((count, bits) => {
    for (let i = 0; i < count; i++) {
      all.push([base, bits]);
      base += 2 ** bits;
    }
  });
  return all;
}

/**
 * @typedef {object} Tree A code of Huffman's in its canonical form.
 * @property {number[]} counts how many symbols have codes of each length
 * @property {number[]} symbols in the order of their codes
 */

/**
 * @param {ArrayLike<number>} sizes that of each symbol's code; 0 for none
 * @returns {Tree}
 */
function tree(sizes) {
  const counts = Array(16).fill(0);
  const symbols = [...Array(sizes.length).keys()].filter((symbol) => sizes[symbol]);
  for (const symbol of symbols) counts[sizes[symbol]]++;
  symbols.sort((a, b) => sizes[a] - sizes[b] || a - b);
  return { counts, symbols };
}

/**
 * @param {Uint8Array} bytes in the format of zlib
 * @returns {Uint8Array}
 */
export function inflate(bytes) {
  /** @type {number[]} */
  const out = [];
  let bit = 16; // behind the header
  /** @param {number} n */
  const take = (n) => {
    if (bit + n > bytes.length * 8) throw new Error("cut off");
    let value = 0;
    for (let i = 0; i < n; i++, bit++) value |= ((bytes[bit >> 3] >> (bit & 7)) & 1) << i;
    return value;
  };
  /** @param {Tree} tree */
  const symbol = ({ counts, symbols }) => {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let size = 1; size < 16; size++) {
      code |= take(1);
      if (code - counts[size] < first) return symbols[index + code - first];
      index += counts[size];
      first = (first + counts[size]) << 1;
      code <<= 1;
    }
    throw new Error("no such code");
  };

  /** The trees of literals and distances that a block brings along. */
  function trees() {
    const [literals, all] = [take(5) + 257, take(5) + 1];
    const ofSizes = Array(19).fill(0);
    for (let i = 0, n = take(4) + 4; i < n; i++) ofSizes[order[i]] = take(3);
    const sizeTree = tree(ofSizes);
    /** @type {number[]} */
    const sizes = [];
    while (sizes.length < literals + all) {
      const next = symbol(sizeTree);
      if (next < 16) sizes.push(next);
      else {
        const again = next === 16 ? sizes[sizes.length - 1] : 0;
        const n = next === 16 ? take(2) + 3 : next === 17 ? take(3) + 3 : take(7) + 11;
        sizes.push(...Array(n).fill(again));
      }
    }
    return [tree(sizes.slice(0, literals)), tree(sizes.slice(literals))];
  }

  /** @param {Tree[]} trees */
  function compressed([literals, all]) {
    for (;;) {
      const next = symbol(literals);
      if (next === 256) return;
      if (next < 256) {
        out.push(next);
        continue;
      }
      const [length, more] = lengths[next - 257];
      const n = length + take(more);
      const [distance, further] = distances[symbol(all)];
      const from = out.length - distance - take(further);
      for (let i = 0; i < n; i++) out.push(out[from + i]);
    }
  }

  function stored() {
    const at = ((bit + 7) >> 3) + 4;
    const n = bytes[at - 4] | (bytes[at - 3] << 8);
    for (const byte of bytes.subarray(at, at + n)) out.push(byte);
    bit = 8 * (at + n);
  }

  for (let last = 0; !last; ) {
    last = take(1);
    const kind = take(2);
    if (kind === 0) stored();
    else compressed(kind === 1 ? fixed() : trees());
  }
  return Uint8Array.from(out);
}

/** The trees that every decoder knows. */
function fixed() {
  const sizes = [...Array(288).keys()].map((i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [tree(sizes), tree(Array(30).fill(5))];
}
