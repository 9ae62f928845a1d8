/**
 * The search: in a dialog, whose markup and words come with the index, so that pages
 * do not pay for them, or in a page of its own.
 */
import { around, find } from "./dom.js";
import { find as search } from "./searchfind.js";
import { load } from "./searchindex.js";
import { shown } from "./searchshow.js";

/** @import { Index } from "./searchindex.js" */
/** @import { Found } from "./searchmatch.js" */
/** @import { Piece } from "./searchshow.js" */

/** Milliseconds to wait for the next key. */
const pause = 150;
/** The same while an input method composes: the reader may not have chosen
 * characters yet; but some keyboards compose every word, so it must end. */
const composingPause = 700;

/**
 * What opens the dialogs of indexes, by the index's address, which changes in a preview.
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
  const show = dialogs.get(href) || dialogOf(href, await load(href));
  dialogs.set(href, show);
  show();
}

/**
 * Brings a page's own search to life, and returns what looks for what is typed into
 * it. Rejects if the index cannot be fetched.
 * @param {HTMLElement} root
 * @param {(query: string) => void} asked is told of every query
 */
export async function within(root, asked) {
  const { index: href = "" } = root.dataset;
  return finder(href, await load(href), root, asked);
}

/**
 * Makes the dialog of an index and returns what opens it.
 * @param {string} href
 * @param {Index} index
 */
function dialogOf(href, index) {
  /** @type {HTMLDialogElement} */
  const dialog = find(new DOMParser().parseFromString(index.manifest.dialog, "text/html"), "dialog");
  document.body.append(dialog);
  finder(href, index, dialog);
  dialog.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = around(event, "a");
    const leaves = link && new URL(link.href).pathname === location.pathname;
    if (event.target === dialog || leaves || around(event, ".search-close")) dialog.close();
  });
  /** @type {HTMLInputElement} */
  const input = find(dialog, "input");
  return () => {
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  };
}

/**
 * Makes the fields in root search an index, and returns what looks for what is typed.
 * @param {string} href
 * @param {Index} index
 * @param {HTMLElement} root
 * @param {(query: string) => void} [asked] is told of every query of a page, which
 * scrolls as a whole
 */
function finder(href, index, root, asked) {
  /** @type {HTMLInputElement} */
  const input = find(root, "input");
  const list = find(root, "ul");
  /** @type {HTMLTemplateElement} */
  const template = find(root, "template");
  const status = find(root, "[role=status]");
  const offer = find(root, ".search-offer");
  /** @type {HTMLAnchorElement} To the same on a page of its own, where this is none. */
  const whole = find(root, ".search-all");
  const scroller = asked ? document.documentElement : list;

  let timer = 0;
  // Every query makes the ones before it stale. What they still fetch is not
  // aborted: the next query mostly needs it as well.
  let current = 0;
  /** @type {() => Promise<void>} */
  let more = async () => {};
  let active = -1;
  let last = "";
  // The page of the last result.
  let above = "";
  let slow = 0;
  /** The words that were found for others. @type {Set<string>} */
  const also = new Set();

  /** @type {(word: string, value?: string | number) => string} Words of the page with a value in them. */
  const phrase = (word, value = "") => (status.dataset[word] || "").replace(/%./, () => String(value));
  /** @type {(word: string, n?: number) => void} */
  const say = (word, n) => {
    status.textContent = phrase(word, n);
    status.className = word;
  };

  /** @param {number} i */
  function activate(i) {
    const options = list.querySelectorAll("[role=option]");
    options[active]?.setAttribute("aria-selected", "false");
    active = (i + options.length + 1) % (options.length + 1);
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
    above = "";
    also.clear();
    offer.textContent = "";
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  /**
   * Offers texts to search for.
   * @param {string} word what is said before them
   * @param {string[]} texts
   */
  function suggest(word, texts) {
    offer.textContent = texts.length ? phrase(word) : "";
    for (const text of texts) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.onclick = () => {
        input.value = text;
        input.focus();
        look();
      };
      offer.append(button);
    }
  }

  function welcome() {
    clear();
    say("hint");
    // A page does not grow by itself.
    if (!asked) suggest("try", index.manifest.examples);
  }

  async function look() {
    clearTimeout(timer);
    const query = input.value.trim();
    if (query === last) return;
    last = query;
    asked?.(query);
    if (whole) whole.search = `?q=${encodeURIComponent(query)}`;
    const mine = ++current;
    const stale = () => mine !== current;
    if (!query) return welcome();
    slow = setTimeout(() => stale() || say("searching"), 300);
    try {
      await run(query, stale);
    } catch {
      if (stale()) return;
      clearTimeout(slow);
      last = "";
      clear();
      say("failed");
    }
  }

  /**
   * Searches, once more with a fresh manifest if files are gone, or of two versions.
   * @param {string} query
   * @param {() => boolean} stale
   * @param {() => Promise<void>} [work] goes on with what was found before
   */
  async function run(query, stale, work, trusting = false) {
    try {
      if (work) await work();
      else await show(await search(index, query, trusting), stale, (work) => run(query, stale, work, trusting));
    } catch (error) {
      if (!(/** @type {{gone?: boolean}} */ (error).gone) || trusting || stale()) throw error;
      index = await load(href, "reload");
      await run(query, stale, undefined, true);
    }
  }

  /**
   * Shows the first results; more then shows the others.
   * @param {Awaited<ReturnType<typeof search>>} results
   * @param {() => boolean} stale
   * @param {(work: () => Promise<void>) => Promise<void>} safely
   */
  async function show(results, stale, safely) {
    /** @type {Promise<void> | null} */
    let reading = null;
    let exact = false;

    /** @param {boolean} first */
    async function step(first) {
      const found = await results.next();
      const meant = first && (await results.meant());
      if (stale()) return;
      if (first) {
        clearTimeout(slow);
        clear();
        exact = found.some(({ whole }) => whole);
        suggest(meant ? "meant" : "try", meant ? [meant] : found.length ? [] : index.manifest.examples);
      }
      for (const one of found) append(one);
      count();
      if (found.length && atEnd()) await step(false);
    }

    function count() {
      const n = results.count();
      if (!list.children.length) say("none");
      else if (!exact) say("near");
      else if (n === undefined) say("some");
      else say(n === 1 ? "one" : "many", n);
      if (also.size) status.prepend(phrase("also", [...also].join(phrase("comma"))));
    }

    /** @param {boolean} first */
    const start = (first) => {
      reading = step(first).finally(() => {
        reading = null;
      });
      return reading;
    };
    more = () => {
      if (stale() || results.done()) return Promise.resolve();
      return reading || safely(() => start(false));
    };
    await start(true);
  }

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 200;

  /** @param {Found} found */
  function append(found) {
    const hit = shown(found);
    for (const word of hit.also) also.add(word);
    const link = option(hit.href);
    /** @type {(name: string, pieces: Piece[]) => void} */
    const fill = (name, pieces) => find(link, name).append(...pieces);
    const { entry } = found;
    // What stands above is not said again.
    if (entry.href !== above) fill("small", [entry.section]);
    if (entry.href !== above || !found.section.id) fill("b", hit.title);
    above = entry.href;
    fill("i", hit.heading);
    fill("span", hit.excerpt);
    if (hit.rehearsal) {
      const rehearse = option(hit.rehearsal.href);
      rehearse.className = "rehearse";
      find(rehearse, "b").textContent = phrase("rehearse", hit.rehearsal.name);
    }
    input.setAttribute("aria-expanded", "true");
  }

  /** @param {string} href */
  function option(href) {
    const item = /** @type {HTMLElement} */ (find(template.content, "*").cloneNode(true));
    /** @type {HTMLAnchorElement} */
    const link = find(item, "[role=option]");
    link.id = `${list.id}-${list.children.length}`;
    link.href = href;
    list.append(item);
    return link;
  }

  function go() {
    const item = list.children[Math.max(active, 0)];
    // On a phone the key first of all makes the keyboard go away; on a page it searches.
    if (active < 0 && (asked || matchMedia("(pointer: coarse)").matches)) input.blur();
    else if (item) find(item, "a").click();
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(look, /** @type {InputEvent} */ (event).isComposing ? composingPause : pause);
  });
  input.addEventListener("compositionend", look);
  root.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") activate(active + 1);
    else if (event.key === "ArrowUp") activate(active - 1);
    else if (event.key === "Enter" && event.target === input) look().then(go);
    else return;
    event.preventDefault();
  });
  (asked ? window : list).addEventListener("scroll", () => atEnd() && moreOrSay(), { passive: true });

  if (!input.value) welcome();
  return look;
}
