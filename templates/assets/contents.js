import { all } from "./dom.js";

/** Marks the part that is being read in the table of contents: the last heading
 * that has reached the top of the window. */
export function contents() {
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (all(document, ".toc a"))) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (!links.size || !window.IntersectionObserver) return;
  const above = new Set();
  /** @type {Element | undefined} */
  let current;
  const mark = () => {
    let last;
    for (const heading of links.keys()) if (above.has(heading)) last = heading;
    if (last === current) return;
    for (const [heading, link] of links) {
      if (heading === last) link.setAttribute("aria-current", "true");
      else if (heading === current) link.removeAttribute("aria-current");
    }
    current = last;
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) above.add(entry.target);
        else above.delete(entry.target);
      }
      mark();
    },
    // All that is above the line counts as seen, however far a jump went.
    { rootMargin: "1000000px 0px -85% 0px" },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
