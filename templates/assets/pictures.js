import { load } from "./load.js";

// pictures shows a large picture over the page when its link is followed. In a
// browser without dialogs, or without a connection, the link leads to the
// picture.
export function pictures() {
  if (!window.HTMLDialogElement) return;
  for (const link of document.querySelectorAll("a.zoom")) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.zoom");
    if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const data = document.querySelector("[data-zoom]").dataset;
      (await load(data.zoom, data.zoomStyle)).open(link);
    } catch (error) {
      location.href = link.href;
    }
  });
}
