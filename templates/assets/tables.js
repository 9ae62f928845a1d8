import { all } from "./dom.js";

/** Keeps the Tab key from stopping at tables that need not be scrolled. In the
 * HTML it stops at each, for those who read without scripts. */
export function tables() {
  const frames = all(document, ".table");
  if (!frames.length || !window.ResizeObserver) return;
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const { target } = entry;
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const frame of frames) observer.observe(frame);
}
