/**
 * The page of the search. What is asked is kept in its address, so that it can be
 * linked to, and that Back leads to what was asked before.
 */
import { find } from "./dom.js";
import { load } from "./load.js";

const root = find(document, ".search.whole");
/** @type {HTMLInputElement} */
const input = find(root, "input");
const status = find(root, "[role=status]");
const articles = find(document, ".sections");
const title = document.title;

const query = () => (new URLSearchParams(location.search).get("q") || "").trim();
/** Whether what is asked next is a step of its own, and not the same being typed. */
let settled = true;
/** Looks for what is typed; before the search is there, it fetches that. */
let look = start;
let starting = false;

async function start() {
  if (starting) return;
  starting = true;
  const { script = "", style = "" } = root.dataset;
  if (input.value) say("searching");
  try {
    const search = await load(script, style);
    look = await search.within(root, asked);
    await look();
  } catch {
    starting = false;
    say("failed");
    input.addEventListener("input", start, { once: true });
  }
}

/** @param {string} word */
function say(word) {
  status.textContent = status.dataset[word] || "";
  status.className = word;
}

/** @param {string} text */
function asked(text) {
  show(text);
  if (text === query()) return;
  const address = text ? `?q=${encodeURIComponent(text)}` : location.pathname;
  if (settled) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  settled = false;
}

/** @param {string} text */
function show(text) {
  articles.hidden = text !== "";
  document.title = text ? `${text} · ${title}` : title;
}

function arrive() {
  input.value = query();
  show(input.value);
  settled = true;
  look();
}

const settle = () => {
  settled = true;
};
input.addEventListener("change", settle);
find(root, ".search-offer").addEventListener("click", settle);
addEventListener("popstate", arrive);
root.hidden = false;
arrive();
