const name = "preview-changed";

/**
 * Shows the author what has changed: marks the blocks for a moment and goes
 * to the first, if all are out of sight.
 * @param {HTMLElement[]} blocks
 */
export function mark(blocks) {
  for (const block of blocks) {
    block.classList.toggle("preview-large", block.offsetHeight > innerHeight / 3);
    block.classList.remove(name);
    void block.offsetWidth; // or else the animation would not begin anew
    block.classList.add(name);
    block.addEventListener("animationend", () => block.classList.remove(name), { once: true });
  }
  const [first] = blocks;
  if (first && !blocks.some(isInSight) && !isTyping()) first.scrollIntoView({ block: "center" });
}

/** @param {HTMLElement} element */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 40 && top < innerHeight - 40;
}

/** Whether the author is filling something in, from which nothing may take
 * them away. */
function isTyping() {
  const active = document.activeElement;
  return Boolean(active && active.matches("input, select, textarea"));
}
