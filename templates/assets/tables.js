// tables keeps the keyboard from stopping at tables that have nothing to
// scroll. In the HTML each can be reached, for those who read without scripts.
export function tables() {
  const frames = document.querySelectorAll(".table");
  if (!frames.length || !window.ResizeObserver) return;
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      const target = entry.target;
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const frame of frames) observer.observe(frame);
}
