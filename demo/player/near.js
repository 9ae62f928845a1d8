/**
 * The entry of every page with a rehearsal. It waits until the reader comes
 * near one, or asks for it, and only then loads the player, what it is dressed
 * in, and the module.
 */

const players = new WeakMap(); // their promises, by root
const versions = new WeakMap(); // of the roots that are known
let style;
let tries = ''; // of the player's address, after failures

/** Loads the style sheet of players at work. */
function dress(href) {
  if (style && style.link.isConnected) return style.loaded;
  const link = document.createElement('link');
  const loaded = new Promise((resolve, reject) => Object.assign(link, { onload: resolve, onerror: reject }));
  loaded.catch(() => link.remove()); // to be tried again when asked
  document.head.append(Object.assign(link, { rel: 'stylesheet', href }));
  style = { link, loaded };
  return loaded;
}

/** Loads the player. Many browsers remember that an address failed. */
function load(script) {
  return import(new URL(script + tries, document.baseURI)).catch((error) => {
    tries += '#';
    throw error;
  });
}

/** The promise of a root's player. A failed load is tried again when asked. */
function player(root) {
  let promise = players.get(root);
  if (!promise) {
    const { module, script, style: href } = root.dataset;
    promise = Promise.all([load(script), fetch(module), dress(href)])
      .then(([{ take }, response]) => take(root, response));
    promise.catch(() => players.delete(root));
    players.set(root, promise);
  }
  return promise;
}

/** Passes a request on to the player, or says kindly that there is none. */
async function ask(root, what, detail) {
  const trouble = root.querySelector('[data-part="trouble"]');
  let loaded;
  try {
    loaded = await player(root);
  } catch {
    root.querySelector('.rh-all').checked = true;
    trouble.hidden = false;
    trouble.focus();
    return;
  }
  trouble.hidden = true; // of a try before
  loaded.request(what, detail);
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      seen.unobserve(target);
      player(target).catch(() => {}); // told when the reader asks for it
    }
  }
}, { rootMargin: '600px 0px' });

/** Readies a rehearsal that is at rest. */
function ready(root) {
  versions.set(root, root.dataset.version);
  root.classList.add('rh-ready');
  for (const button of root.querySelectorAll('.rh-start button')) button.disabled = false;
  seen.observe(root);
}

/**
 * Looks for rehearsals, also after the page was changed in place: one that is
 * still the same goes on, another begins anew.
 */
function look() {
  for (const root of document.querySelectorAll('[data-module]')) {
    if (versions.get(root) === root.dataset.version) {
      if (players.has(root)) ask(root, 'patched');
      continue;
    }
    if (players.has(root)) players.get(root).then((old) => old.leave());
    players.delete(root);
    ready(root);
  }
  for (const button of document.querySelectorAll('.from-here')) button.disabled = false;
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-do]');
  const root = target.closest('[data-module]');
  const step = button && button.closest('li[data-rehearsal]');
  if (root && button) ask(root, button.dataset.do);
  else if (root && !root.dataset.mode && target.matches('.rh-screen')) ask(root, 'goto', { screen: target.dataset.id });
  else if (step) ask(document.getElementById(step.dataset.rehearsal), 'from', button);
});
document.addEventListener('rehearsal:goto', ({ target, detail }) => ask(target, 'goto', detail), true);
document.addEventListener('rehearse:patched', look);
look();
