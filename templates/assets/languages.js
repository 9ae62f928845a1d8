import { around } from "./dom.js";

/** Takes the reader to the same place of the page in the other language. If that
 * page has no such place, the link leads to its top. */
export function languages() {
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = around(event, ".languages a");
    if (link) link.hash = location.hash;
  });
}
