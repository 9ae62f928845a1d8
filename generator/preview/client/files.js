/** @import { News } from "./events.js" */

/**
 * Loads pictures and style sheets again that have changed under their names,
 * and lets the search be that of the new version.
 * @param {News} news
 */
export function refresh({ files, all }) {
  renewSearch();
  if (!all && !files.length) return;
  const changed = new Set(files.map(decode));
  /** @param {string} url */
  const isChanged = (url) => {
    const { origin, pathname } = new URL(url, location.href);
    // Names in assets/ hold a hash: another content has another name.
    return (
      origin === location.origin &&
      (changed.has(decode(pathname)) || (all && !pathname.includes("/assets/") && !pathname.startsWith("/__rehearse/")))
    );
  };
  for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll("img[src]"))) {
    const src = image.getAttribute("src") || "";
    if (isChanged(src)) image.src = fresh(src);
  }
  /** @type {NodeListOf<HTMLLinkElement>} */
  const links = document.querySelectorAll('link[rel="stylesheet"]');
  for (const link of links) {
    if (isChanged(link.href)) replace(link);
  }
}

/** The search keeps an index as long as the page is open, by its address: under
 * another one it is fetched when it is opened next. One that is open stays. */
function renewSearch() {
  for (const dialog of document.querySelectorAll("body > dialog.search:not([open])")) dialog.remove();
  /** @type {HTMLElement | null} */
  const button = document.querySelector("[data-search]");
  if (button) button.dataset.index = fresh(button.dataset.index || "");
}

/**
 * Exchanges a style sheet without a moment in which there is none.
 * @param {HTMLLinkElement} link
 */
function replace(link) {
  const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
  next.href = fresh(link.getAttribute("href") || "");
  next.addEventListener("load", () => link.remove(), { once: true });
  link.after(next);
}

/** @param {string} url */
function fresh(url) {
  return `${url.split("?")[0]}?v=${Date.now()}`;
}

/** @param {string} path */
function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
