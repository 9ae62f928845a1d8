/**
 * The search dialog. Its markup and words come with the index, so that pages do
 * not pay for them.
 */
import { around, find } from "./dom.js";
import { fold, isNarrow } from "./fold.js";
import { candidates, load, record, terms } from "./searchindex.js";

/** @import { Folded } from "./fold.js" */
/** @import { Entry, Index } from "./searchindex.js" */

/** @typedef {string | HTMLElement} Piece A piece of text, perhaps marked. */
/** @typedef {{href: string, section: string, title: Piece[], excerpt: Piece[]}} Hit What is shown of a result. */

/** How many results are shown at first, and more with every scroll to the end. */
const batch = 6;
/** How many candidates are read for a batch at most. Most are results, but not
 * where words stand far apart in every page. Then the reader is asked. */
const patience = 30;

/** Milliseconds to wait for the next key. */
const pause = 150;
/** The same while an input method composes: the reader may not have chosen
 * characters yet; but some keyboards compose every word, so it must end. */
const composingPause = 700;

/**
 * What opens the dialogs of indexes, by the index's address.
 * @type {Map<string, () => void>}
 */
const dialogs = new Map();

/**
 * Shows the search of the index that a button names. Rejects if the index
 * cannot be fetched.
 * @param {HTMLElement} button
 */
export async function open(button) {
  const { index: href = "" } = button.dataset;
  const show = dialogs.get(href) || finder(href, await load(href));
  dialogs.set(href, show);
  show();
}

/**
 * Makes the dialog of an index and returns what opens it.
 * @param {string} href
 * @param {Index} index
 */
function finder(href, index) {
  /** @type {HTMLDialogElement} */
  const dialog = find(new DOMParser().parseFromString(index.manifest.dialog, "text/html"), "dialog");
  /** @type {HTMLInputElement} */
  const input = find(dialog, "input");
  const list = find(dialog, "ul");
  /** @type {HTMLTemplateElement} */
  const template = find(dialog, "template");
  const status = find(dialog, "[role=status]");
  const goOn = find(dialog, ".search-more");
  document.body.append(dialog);

  let timer = 0;
  // Every query makes the ones before it stale. What they still fetch is not
  // aborted: the next query mostly needs it as well.
  let current = 0;
  /** @type {() => Promise<void>} */
  let more = async () => {};
  let active = -1;
  let last = "";

  /** @type {(word: string, n?: number) => void} */
  const say = (word, n = 0) => {
    status.textContent = (status.dataset[word] || "").replace("%d", String(n));
    status.className = word;
  };

  /** @param {number} i */
  function activate(i) {
    const options = list.querySelectorAll("[role=option]");
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (i + options.length + 1) % (options.length + 1) : -1;
    const option = options[active];
    if (!option) active = -1;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    if (option && active >= options.length - 2) moreOrSay();
  }

  const moreOrSay = () => more().catch(() => say("failed"));

  function clear() {
    list.textContent = "";
    goOn.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  async function search() {
    clearTimeout(timer);
    const wanted = terms(input.value);
    const key = wanted.join(" ");
    if (key === last) return;
    last = key;
    const mine = ++current;
    const stale = () => mine !== current;
    if (!key) {
      clear();
      say("hint");
      return;
    }
    const slow = setTimeout(() => stale() || say("searching"), 300);
    try {
      await run(wanted, stale);
    } catch {
      if (stale()) return;
      last = "";
      clear();
      say("failed");
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Searches, once more with a fresh manifest if files are gone.
   * @param {string[]} wanted
   * @param {() => boolean} stale
   */
  async function run(wanted, stale, again = true) {
    try {
      const found = await candidates(index, wanted);
      if (!stale()) await show(found, wanted, stale);
    } catch (error) {
      if (!(/** @type {{gone?: boolean}} */ (error).gone) || !again || stale()) throw error;
      index = await load(href, "reload");
      await run(wanted, stale, false);
    }
  }

  /**
   * Shows the first results; more then shows the others.
   * @param {{pages: number[], exact: boolean}} found
   * @param {string[]} wanted
   * @param {() => boolean} stale
   */
  async function show({ pages, exact }, wanted, stale) {
    let next = 0;
    let dropped = 0;
    /** @type {Promise<void> | null} */
    let reading = null;

    /** The next few results. */
    async function read() {
      /** @type {Hit[]} */
      const results = [];
      const end = Math.min(next + patience, pages.length);
      while (results.length < batch && next < end) {
        const numbers = pages.slice(next, Math.min(end, next + batch - results.length));
        const records = await Promise.all(numbers.map((page) => record(index, page)));
        const good = records.flatMap((r) => matched(r, wanted) || []);
        next += numbers.length;
        dropped += numbers.length - good.length;
        results.push(...good);
      }
      return results;
    }

    function count() {
      const n = pages.length - dropped;
      if (n < 2) say(n ? "one" : "none");
      else say(exact || next === pages.length ? "many" : "about", n);
    }

    /** @param {boolean} first */
    async function step(first) {
      const results = await read();
      if (stale()) return;
      if (first) clear();
      results.forEach(append);
      count();
      const found = results.length === batch;
      goOn.hidden = found || next === pages.length;
      if (found && next < pages.length && atEnd()) await step(false);
    }

    /** @param {boolean} first */
    const start = (first) => {
      reading = step(first).finally(() => {
        reading = null;
      });
      return reading;
    };
    more = () => {
      if (stale() || next === pages.length) return Promise.resolve();
      return reading || start(false);
    };
    await start(true);
  }

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 200;

  /** @param {Hit} hit */
  function append(hit) {
    const item = /** @type {HTMLElement} */ (find(template.content, "*").cloneNode(true));
    /** @type {HTMLAnchorElement} */
    const link = find(item, "[role=option]");
    link.id = `${list.id}-${list.children.length}`;
    link.href = hit.href;
    /** @type {(name: string, pieces: Piece[]) => void} */
    const fill = (name, pieces) => find(link, name).append(...pieces);
    fill("b", hit.title);
    fill("small", [hit.section]);
    fill("span", hit.excerpt);
    list.append(item);
    input.setAttribute("aria-expanded", "true");
  }

  function go() {
    const item = list.children[Math.max(active, 0)];
    // On a phone the key first of all makes the keyboard go away.
    if (active < 0 && matchMedia("(pointer: coarse)").matches) input.blur();
    else if (item) find(item, "a").click();
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(search, /** @type {InputEvent} */ (event).isComposing ? composingPause : pause);
  });
  input.addEventListener("compositionend", search);
  dialog.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") activate(active + 1);
    else if (event.key === "ArrowUp") activate(active - 1);
    else if (event.key === "Enter" && event.target === input) search().then(go);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = around(event, "a");
    const leaves = link && new URL(link.href).pathname === location.pathname;
    if (event.target === dialog || leaves || around(event, ".search-close")) dialog.close();
  });
  goOn.addEventListener("click", () => moreOrSay());
  list.addEventListener("scroll", () => atEnd() && moreOrSay(), { passive: true });

  say("hint");
  return () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  };
}

/**
 * What to show of a record, or nothing if it does not contain all terms. Of one
 * that was cut off, nobody knows.
 * @param {Entry} r
 * @param {string[]} wanted
 * @returns {Hit | undefined}
 */
function matched(r, wanted) {
  const [title, text, description, pinyin] = [r.title, r.text, r.description, r.pinyin].map(fold);
  /** @param {Folded} part */
  const held = ({ folded }) => wanted.filter((term) => folded.includes(term)).length;
  const parts = [title, text, description, pinyin];
  if (!r.cut && !wanted.every((term) => parts.some(({ folded }) => folded.includes(term)))) return undefined;
  // The description says best what a page is about, if it says what is wanted.
  const inText = held(text) > held(description) || !r.description;
  return {
    href: r.href,
    section: r.section,
    title: highlight(r.title, title, wanted, 0, r.title.length),
    excerpt: inText ? excerpt(r.text, text, wanted) : excerpt(r.description, description, wanted),
  };
}

/**
 * A piece of text around the first place of the longest term, from the
 * beginning of a sentence or at least of a word.
 * @param {string} text
 * @param {Folded} place
 * @param {string[]} wanted
 */
function excerpt(text, place, wanted) {
  const sorted = [...wanted].sort((a, b) => b.length - a.length);
  const first = sorted.map((term) => place.folded.indexOf(term)).find((i) => i >= 0) ?? 0;
  const at = place.places[first];
  const width = text[at] && isNarrow(text[at]) ? 2 : 1;
  let from = Math.max(0, at - 24 * width);
  const lead = text.slice(from, at);
  const sentence = Math.max(...["\n", "。", "！", "？", ". "].map((end) => lead.lastIndexOf(end) + 1));
  const inside = from > 0 && !sentence;
  from += sentence || (inside ? lead.indexOf(" ") + 1 : 0);
  const to = Math.min(text.length, from + 110 * width);
  const pieces = highlight(text, place, wanted, from, to);
  return [inside ? "…" : "", ...pieces, to < text.length ? "…" : ""];
}

/**
 * A part of a text with the terms in it marked.
 * @param {string} text
 * @param {Folded} place
 * @param {string[]} wanted
 * @param {number} from
 * @param {number} to
 * @returns {Piece[]}
 */
function highlight(text, { folded, places }, wanted, from, to) {
  const marked = new Uint8Array(text.length + 1);
  for (const term of wanted) {
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + 1)) {
      marked.fill(1, places[i], places[i + term.length - 1] + 1);
    }
  }
  /** @type {Piece[]} */
  const pieces = [];
  for (let i = from, j = from; i < to; i = j) {
    while (j < to && marked[j] === marked[i]) j++;
    const piece = text.slice(i, j).replace(/\n/g, " ");
    if (marked[i]) pieces.push(Object.assign(document.createElement("mark"), { textContent: piece }));
    else pieces.push(piece);
  }
  return pieces;
}
