/**
 * The entry of every page with a rehearsal. It waits until the reader comes
 * near one, or asks for it, and only then loads the player and the module.
 */

const players = new WeakMap();

/** The promise of a root's player. A failed load is tried again when asked. */
function player(root) {
  let promise = players.get(root);
  if (!promise) {
    promise = import(new URL(root.dataset.script, document.baseURI)).then((m) => m.take(root));
    promise.catch(() => players.delete(root));
    players.set(root, promise);
  }
  return promise;
}

/** Passes a request on to the player, or says kindly that there is none. */
async function ask(root, what, detail) {
  let loaded;
  try {
    loaded = await player(root);
  } catch {
    root.querySelector('.rh-all').checked = true;
    const trouble = root.querySelector('[data-part="trouble"]');
    trouble.hidden = false;
    trouble.focus();
    return;
  }
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

for (const root of document.querySelectorAll('[data-rehearsal]')) {
  root.classList.add('rh-ready');
  for (const button of root.querySelectorAll('.rh-start button')) button.disabled = false;
  root.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-do]');
    if (button) ask(root, button.dataset.do);
    else if (!root.dataset.mode && target.matches('.rh-screen')) ask(root, 'goto', target.dataset.id);
  });
  root.addEventListener('rehearsal:goto', ({ detail }) => ask(root, 'goto', detail.screen));
  seen.observe(root);
}
