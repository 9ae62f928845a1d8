// languages takes the reader to the same place of the page in the other
// language. Where that page has no such place, the link leads to its top.
export function languages() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".languages a");
    if (link) link.hash = location.hash;
  });
}
