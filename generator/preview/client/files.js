/** Loads pictures and style sheets again that have changed under their names,
 * and lets the search be that of the new version. */
export function refresh({ files, all }) {
  renewSearch();
  if (!all && !files.length) return;
  const changed = new Set(files.map(decode));
  const isChanged = (url) => {
    const { origin, pathname } = new URL(url, location);
    // Names in assets/ hold a hash: another content has another name.
    return origin === location.origin && (changed.has(decode(pathname)) || (all && !pathname.includes("/assets/") && !pathname.startsWith("/__rehearse/")));
  };
  for (const image of document.querySelectorAll("img[src]")) {
    if (isChanged(image.getAttribute("src"))) image.src = fresh(image.getAttribute("src"));
  }
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    if (isChanged(link.href)) replace(link);
  }
}

/** The search keeps an index as long as the page is open, by its address: under
 * another one it is fetched when it is opened next. One that is open stays. */
function renewSearch() {
  for (const dialog of document.querySelectorAll("body > dialog.search:not([open])")) dialog.remove();
  const button = document.querySelector("[data-search]");
  if (button) button.dataset.index = fresh(button.dataset.index);
}

/** Exchanges a style sheet without a moment in which there is none. */
function replace(link) {
  const next = link.cloneNode();
  next.href = fresh(link.getAttribute("href"));
  next.addEventListener("load", () => link.remove(), { once: true });
  link.after(next);
}

function fresh(url) {
  return url.split("?")[0] + "?v=" + Date.now();
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
