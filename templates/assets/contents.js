// contents marks, in the table of contents, the part that is being read: the
// last heading that has come to the top of the window.
export function contents() {
  const links = new Map();
  for (const link of document.querySelectorAll(".toc a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (!links.size || !window.IntersectionObserver) return;
  const above = new Set();
  let current;
  const mark = () => {
    let last;
    for (const heading of links.keys()) if (above.has(heading)) last = heading;
    if (last === current) return;
    if (current) links.get(current).removeAttribute("aria-current");
    if (last) links.get(last).setAttribute("aria-current", "true");
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
