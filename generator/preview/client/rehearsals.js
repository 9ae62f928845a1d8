// The rehearsals in use, with the screen that each is at, the mode that it is used
// in and what it took so far, by the id of its element; and those that are about to begin anew, with
// where they were.
const used = new Map();
const leaving = new Map();
document.addEventListener("rehearsal:screen", ({ target, detail }) => used.set(target.id, detail));
document.addEventListener("rehearsal:close", ({ target }) => used.delete(target.id));

/** Where the rehearsals in use are, and what has been filled in there, as a
 * list of plain objects. */
export function places() {
  const here = [...used].filter(([id]) => !leaving.has(id)).map(([id, at]) => place(document.getElementById(id), at));
  return [...here.filter(Boolean), ...leaving.values()];
}

function place(root, { screen, mode, effort }) {
  return root && {
    id: root.id,
    screen,
    mode,
    effort,
    isPaused: isPaused(root),
    version: root.dataset.version,
    isBeside: root.classList.contains("rh-docked"),
    fields: fields(root).map((f) => ({ label: label(f), kind: f.dataset.kind, value: read(f), hasFocus: f.contains(document.activeElement) })),
  };
}

/** Tells the rehearsals that the page was changed in place. One whose flow has
 * changed begins anew by that; it is then taken to the place where it was
 * before. Resolves when all are there. */
export function patched(before) {
  const changed = before.filter(({ id, version }) => {
    const root = document.getElementById(id);
    return root && root.dataset.version !== version;
  });
  if (!changed.length) {
    document.dispatchEvent(new Event("rehearse:patched"));
    return Promise.resolve();
  }
  return still(() => {
    document.dispatchEvent(new Event("rehearse:patched"));
    return Promise.all(changed.map(resume));
  });
}

/** How long to wait for a rehearsal that cannot be loaded, in ms. */
const patience = 3000;

/** Takes a rehearsal to a place or, where its screen is gone, to its first
 * one; a film plays on from there, a test goes on. Resolves when it is there,
 * or never will be. */
export function resume(to) {
  const root = document.getElementById(to.id);
  const figures = root ? [...root.querySelectorAll("[data-screen]")] : [];
  const figure = figures.find((f) => f.dataset.id === to.screen) || figures[0];
  if (!figure) return Promise.resolve();
  leaving.set(to.id, to);
  return new Promise((resolve) => {
    const end = () => {
      root.removeEventListener("rehearsal:screen", arrived);
      if (leaving.get(to.id) === to) leaving.delete(to.id);
      resolve();
    };
    // Whoever stands beside the text comes by way of a step, and then goes on.
    const arrived = () => setTimeout(() => {
      const { screen, mode } = used.get(to.id) || {};
      if (leaving.get(to.id) !== to || screen !== figure.dataset.id || mode !== to.mode) return;
      refill(root, to.fields);
      if (mode === "watch" && isPaused(root) !== to.isPaused) root.querySelector("[data-do=pause]").click();
      end();
    });
    root.addEventListener("rehearsal:screen", arrived);
    setTimeout(end, patience);
    // The player before has to leave first.
    setTimeout(() => {
      const step = to.isBeside && document.querySelector(`li[data-rehearsal="${CSS.escape(to.id)}"] [data-do=from]`);
      if (step) step.click();
      root.dispatchEvent(new CustomEvent("rehearsal:goto", { detail: { screen: figure.dataset.id, mode: to.mode, effort: to.effort } }));
    });
  });
}

/** Whether its film stands still, if there is one. */
const isPaused = (root) => !root.querySelector("[data-part=paused]").hidden;

/** Does something that moves the page and the focus, and puts both back. */
async function still(action) {
  const focused = document.activeElement;
  const isOutside = !focused || !focused.closest("[data-module]");
  const mark = [...document.querySelectorAll("main [data-line]:not([data-module])")].find((e) => e.getBoundingClientRect().top > 0);
  const top = mark && mark.getBoundingClientRect().top;
  const { style } = document.documentElement;
  style.scrollBehavior = "auto"; // or else it would still be gliding
  await action();
  if (isOutside) {
    if (focused && focused !== document.body && focused.isConnected) focused.focus({ preventScroll: true });
    else document.activeElement.blur();
  }
  if (mark && mark.isConnected) scrollBy(0, mark.getBoundingClientRect().top - top);
  style.scrollBehavior = "";
}

/** The fields of the screen that is shown. What a captcha or the phone shows is
 * another thing each time, so that there is nothing to keep. */
const fields = (root) => [...root.querySelectorAll(".rh-on [data-field]")].filter((f) => !/^(captcha|sms-code)$/.test(f.dataset.kind));

/** What stays of a field when those before it come and go. */
const label = (field) => field.querySelector(".rh-name").textContent.trim();

/** Fills in again what was filled in. Fields without their like are taken for
 * renamed ones, if there are as many of both. */
function refill(root, before) {
  const now = fields(root);
  const pairs = now.map((f) => [f, before.find((b) => b.label === label(f))]);
  const rest = before.filter((b) => !pairs.some(([, old]) => old === b));
  const news = pairs.filter(([, old]) => !old);
  if (rest.length === news.length) news.forEach((pair, i) => (pair[1] = rest[i]));
  for (const [field, old] of pairs) {
    if (!old || old.kind !== field.dataset.kind) continue;
    if (old.value && old.value !== read(field)) write(field, old.value);
    if (old.hasFocus) control(field).focus({ preventScroll: true });
  }
}

const control = (field) => field.querySelector("input:checked") || field.querySelector("input, select, [data-face]");

/** What a field holds, in words where there is a choice. */
function read(field) {
  const c = control(field);
  if (c.matches("select")) return c.selectedIndex > 0 ? c.selectedOptions[0].textContent : "";
  if (c.matches("[data-face]")) return c.getAttribute("aria-pressed") === "true" ? "pressed" : "";
  if (c.matches("[type=radio], [type=checkbox]")) return c.checked ? c.parentElement.textContent.trim() : "";
  return c.value;
}

function write(field, value) {
  const c = control(field);
  if (c.matches("[data-face], [type=checkbox]")) {
    c.click();
    return;
  }
  if (c.matches("[type=radio]")) {
    const radio = [...field.querySelectorAll("[type=radio]")].find((r) => r.parentElement.textContent.trim() === value);
    if (radio) radio.click();
    return;
  }
  if (c.matches("select")) c.selectedIndex = Math.max(0, [...c.options].findIndex((o) => o.textContent === value));
  else c.value = value;
  c.dispatchEvent(new Event("input", { bubbles: true }));
}
