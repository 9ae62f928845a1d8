// The search dialog. Its markup and words come with the index, so that pages
// pay nothing for them.
import { fold, isNarrow } from "./fold.js";
import { candidates, load, record, terms } from "./searchindex.js";

// How many results are shown at first and with every scroll to the end, and
// how many candidates are read for them at most: most are results indeed, but
// for words that stand apart in every page. Then the reader is asked.
const batch = 6;
const patience = 30;

// Milliseconds to wait for the next key. While an input method composes, it
// may be that the reader has not yet chosen characters; but some keyboards
// compose every word, so it cannot mean to wait for ever.
const pause = 150;
const composingPause = 700;

const dialogs = new Map();

// open shows the search of the index that a button names. It rejects if the
// index cannot be fetched.
export async function open(button) {
  const href = button.dataset.index;
  if (!dialogs.has(href)) dialogs.set(href, finder(href, await load(href)));
  dialogs.get(href)();
}

// finder makes the dialog of an index and returns what opens it.
function finder(href, index) {
  const dialog = new DOMParser().parseFromString(index.manifest.dialog, "text/html").querySelector("dialog");
  const [input, list, template, status, goOn] = ["input", "ul", "template", "[role=status]", ".search-more"].map((part) =>
    dialog.querySelector(part),
  );
  document.body.append(dialog);

  let timer;
  // Every query makes the ones before it stale. What they still fetch is not
  // aborted: the next query mostly needs it as well.
  let current = 0;
  let more = async () => {};
  let active = -1;
  let last = "";

  const say = (word, n = "") => {
    status.textContent = (status.dataset[word] || "").replace("%d", n);
    status.className = word;
  };

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
    list.replaceChildren();
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
      return say("hint");
    }
    const slow = setTimeout(() => stale() || say("searching"), 300);
    try {
      await run(wanted, stale);
    } catch (error) {
      if (stale()) return;
      last = "";
      clear();
      say("failed");
    } finally {
      clearTimeout(slow);
    }
  }

  // run searches, once more with a fresh manifest if files are gone.
  async function run(wanted, stale, again = true) {
    try {
      const found = await candidates(index, wanted);
      if (!stale()) await show(found, wanted, stale);
    } catch (error) {
      if (!error.gone || !again || stale()) throw error;
      index = await load(href, "reload");
      await run(wanted, stale, false);
    }
  }

  // show shows the first results and leaves the way to the others in more.
  async function show({ pages, exact }, wanted, stale) {
    let next = 0;
    let dropped = 0;
    let reading = null;

    // read returns the next few results that are ones indeed.
    async function read() {
      const results = [];
      const end = Math.min(next + patience, pages.length);
      while (results.length < batch && next < end) {
        const numbers = pages.slice(next, Math.min(end, next + batch - results.length));
        const read = await Promise.all(numbers.map((page) => record(index, page)));
        const good = read.map((r) => matched(r, wanted)).filter(Boolean);
        next += numbers.length;
        dropped += numbers.length - good.length;
        results.push(...good);
      }
      return results;
    }

    function count() {
      const n = pages.length - dropped;
      if (n < 2) return say(n ? "one" : "none");
      say(exact || next === pages.length ? "many" : "about", n);
    }

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

    more = () => {
      if (stale() || next === pages.length) return Promise.resolve();
      return (reading ??= step(false).finally(() => (reading = null)));
    };
    reading = step(true).finally(() => (reading = null));
    await reading;
  }

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 200;

  function append(hit) {
    const item = template.content.firstElementChild.cloneNode(true);
    const link = item.querySelector("[role=option]");
    link.id = `${list.id}-${list.children.length}`;
    link.href = hit.href;
    const fill = (name, pieces) => link.querySelector(name).append(...pieces);
    fill("b", hit.title);
    fill("small", [hit.section]);
    fill("span", hit.excerpt);
    list.append(item);
    input.setAttribute("aria-expanded", "true");
  }

  function go() {
    const item = list.children[Math.max(active, 0)];
    // On a phone the key first of all makes the keyboard go away.
    if (active < 0 && matchMedia("(pointer: coarse)").matches) return input.blur();
    item?.querySelector("a").click();
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(search, event.isComposing ? composingPause : pause);
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
    const link = event.target.closest("a");
    const leaves = link && new URL(link.href).pathname === location.pathname;
    if (event.target === dialog || leaves || event.target.closest(".search-close")) dialog.close();
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

// matched returns what to show of a record, or nothing if it does not contain
// all terms. Of a record that was cut off one cannot know.
function matched(r, wanted) {
  const [title, text, description, pinyin] = [r.title, r.text, r.description, r.pinyin].map(fold);
  const holds = (folded) => (term) => folded.folded.includes(term);
  const held = (folded) => wanted.filter(holds(folded)).length;
  if (!r.cut && !wanted.every((term) => [title, text, description, pinyin].some((place) => holds(place)(term)))) return;
  // The description says best what a page is about, if it says what is wanted.
  const inText = held(text) > held(description) || !r.description;
  return {
    href: r.href,
    section: r.section,
    title: highlight(r.title, title, wanted, 0, r.title.length),
    excerpt: inText ? excerpt(r.text, text, wanted) : excerpt(r.description, description, wanted),
  };
}

// excerpt returns a piece of text around the first place of the longest term,
// from the beginning of a sentence or at least of a word.
function excerpt(text, place, wanted) {
  const sorted = [...wanted].sort((a, b) => b.length - a.length);
  const first = sorted.map((term) => place.folded.indexOf(term)).find((i) => i >= 0) ?? 0;
  const at = place.places[first];
  const width = text[at] && isNarrow(text[at]) ? 2 : 1;
  let from = Math.max(0, at - 24 * width);
  const lead = text.slice(from, at);
  const sentence = Math.max(...["\n", "。", "！", "？", ". "].map((end) => lead.lastIndexOf(end) + 1));
  const inside = from > 0 && !sentence;
  from += sentence || (inside && lead.indexOf(" ") + 1);
  const to = Math.min(text.length, from + 110 * width);
  const pieces = highlight(text, place, wanted, from, to);
  return [inside ? "…" : "", ...pieces, to < text.length ? "…" : ""];
}

// highlight returns text[from:to] with the terms in it marked.
function highlight(text, { folded, places }, wanted, from, to) {
  const marked = new Uint8Array(text.length + 1);
  for (const term of wanted) {
    for (let i = folded.indexOf(term); i >= 0; i = folded.indexOf(term, i + 1)) {
      marked.fill(1, places[i], places[i + term.length - 1] + 1);
    }
  }
  const pieces = [];
  for (let i = from, j; i < to; i = j) {
    for (j = i; j < to && marked[j] === marked[i]; ) j++;
    const piece = text.slice(i, j).replace(/\n/g, " ");
    if (marked[i]) pieces.push(Object.assign(document.createElement("mark"), { textContent: piece }));
    else pieces.push(piece);
  }
  return pieces;
}
