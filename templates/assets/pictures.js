// pictures shows a large picture over the page when its link is followed. In a
// browser without dialogs, or without a connection, the link leads to the
// picture.
export function pictures() {
  if (!window.HTMLDialogElement) return;
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.zoom");
    if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const script = document.querySelector("[data-zoom]").dataset.zoom;
      (await import(new URL(script, document.baseURI).href)).open(link);
    } catch (error) {
      location.href = link.href;
    }
  });
}
