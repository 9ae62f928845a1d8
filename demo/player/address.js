/**
 * Writes into the page's address where a rehearsal is, so that a reload goes on
 * there; "" for nowhere. It has no word of what was typed.
 * @param {HTMLElement} root
 * @param {string} place
 */
export function address(root, place) {
  try {
    history.replaceState(
      history.state,
      "",
      place ? `#${encodeURIComponent(root.id)}/${place}` : location.pathname + location.search,
    );
  } catch {
    // Not every document may change its address.
  }
}
