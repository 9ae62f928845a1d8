// The screen that each rehearsal in use is at, and the version of the storyboard
// that it is of, by the id of its element.
const used = new Map();
document.addEventListener("rehearsal:screen", ({ target, detail }) => {
  used.set(target.id, { screen: detail.screen, version: target.dataset.version });
});
document.addEventListener("rehearsal:close", ({ target }) => used.delete(target.id));

/** The rehearsals in use, as [id, screen]. */
export const places = () => [...used].map(([id, { screen }]) => [id, screen]);

/** Tells the rehearsals that the page was changed in place. One whose flow has
 * changed begins anew by that; it is then taken to the screen that it was at,
 * with what was typed there. */
export function patched() {
  const changed = [...used].filter(([id, { version }]) => {
    const root = document.getElementById(id);
    return root && root.dataset.version !== version;
  });
  const typed = changed.map(([id]) => texts(document.getElementById(id)));
  document.dispatchEvent(new Event("rehearse:patched"));
  setTimeout(() => {
    changed.forEach(([id, { screen }], i) => {
      const root = document.getElementById(id);
      root.addEventListener("rehearsal:screen", () => retype(root, typed[i]), { once: true });
      start(root, screen);
    });
  });
}

/** The inputs for texts of the screen that is shown. */
const inputs = (root) => [...root.querySelectorAll(".rh-on [data-field] input[type=text]")];

/** What stays of a field when those before it come and go. */
const label = (input) => input.closest("[data-field]").querySelector(".rh-name").textContent.trim();

/** What has been typed, by label. */
const texts = (root) => new Map(inputs(root).map((input) => [label(input), input.value]));

function retype(root, typed) {
  for (const input of inputs(root)) {
    const text = typed.get(label(input));
    if (!text) continue;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Starts a rehearsal at a screen or, where that is gone, at its first. */
export function start(root, screen) {
  if (!root) return;
  const figures = [...root.querySelectorAll("[data-screen]")];
  const figure = figures.find((f) => f.dataset.id === screen) || figures[0];
  if (figure) root.dispatchEvent(new CustomEvent("rehearsal:goto", { detail: { screen: figure.dataset.id } }));
}
