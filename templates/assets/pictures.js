import { around, find } from "./dom.js";
import { load } from "./load.js";

/** Shows a large picture over the page when its link is followed. In a browser
 * without dialogs, or without a connection, the link leads to the picture. */
export function pictures() {
  if (!window.HTMLDialogElement) return;
  for (const link of document.querySelectorAll("a.zoom")) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", async (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = around(event, "a.zoom");
    if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const { zoom = "", zoomStyle = "" } = find(document, "[data-zoom]").dataset;
      (await load(zoom, zoomStyle)).open(link);
    } catch {
      location.href = link.href;
    }
  });
}
