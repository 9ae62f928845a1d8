/** Shows a picture over the page. Fetched when the first picture is pressed. */
import { find } from "./dom.js";

/** @typedef {{x: number, y: number}} Point A point of the stage, from its middle. */

/**
 * What opens the dialog, once it was made.
 * @type {((link: HTMLAnchorElement) => void) | undefined}
 */
let viewer;

/**
 * Shows the picture that a link leads to.
 * @param {HTMLAnchorElement} link
 */
export function open(link) {
  viewer = viewer || makeViewer(find(document, "[data-zoom]").dataset);
  viewer(link);
}

/** How much a press on a button or key enlarges. */
const step = 1.5;
/** How much a tap enlarges. */
const tapped = 2.5;

/**
 * Builds the dialog and returns what opens it.
 * @param {DOMStringMap} words the page's words for the buttons
 */
function makeViewer(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  const stage = dialog.appendChild(document.createElement("div"));
  const img = stage.appendChild(document.createElement("img"));
  const caption = dialog.appendChild(document.createElement("p"));
  const tools = dialog.appendChild(document.createElement("div"));
  stage.className = "viewer-stage";
  tools.className = "viewer-tools";
  const view = makeView(stage, img, changed, () => dialog.close());
  const close = button(tools, words.close, () => dialog.close());
  const smaller = button(tools, words.smaller, () => view.zoom(1 / step));
  const larger = button(tools, words.larger, () => view.zoom(step));
  /** @type {(isLeast: boolean, isMost: boolean) => void} */
  function changed(isLeast, isMost) {
    // A button that has the focus keeps it, and says that it has no effect.
    smaller.setAttribute("aria-disabled", String(isLeast));
    larger.setAttribute("aria-disabled", String(isMost));
  }
  document.body.append(dialog);

  /** @type {HTMLAnchorElement} */
  let opener;
  dialog.addEventListener("keydown", (event) => view.key(event));
  dialog.addEventListener("close", () => {
    // The entry that the phone's back button would have used up.
    if (history.state?.zoom) history.back();
    opener.focus({ preventScroll: true });
  });
  window.addEventListener("popstate", () => dialog.open && dialog.close());
  window.addEventListener("resize", () => dialog.open && view.fit());

  return (/** @type {HTMLAnchorElement} */ link) => {
    opener = link;
    /** @type {HTMLImageElement} */
    const shown = find(link, "img");
    const figcaption = find(/** @type {Element} */ (link.parentElement), "figcaption");
    dialog.setAttribute("aria-label", shown.alt);
    caption.textContent = figcaption ? figcaption.textContent : "";
    caption.hidden = !figcaption;
    history.pushState({ zoom: true }, "");
    dialog.showModal();
    close.focus();
    view.show(shown, link.href);
  };
}

/**
 * @param {HTMLElement} parent
 * @param {string | undefined} text
 * @param {() => void} act
 */
function button(parent, text, act) {
  const made = parent.appendChild(document.createElement("button"));
  made.type = "button";
  made.textContent = text || "";
  made.addEventListener("click", act);
  return made;
}

/**
 * Lets a picture be enlarged and moved on a stage: by fingers, mouse, wheel and keys.
 * @param {HTMLElement} stage
 * @param {HTMLImageElement} img
 * @param {(isLeast: boolean, isMost: boolean) => void} changed called when the size has changed
 * @param {() => void} left called when the reader taps beside the picture
 */
function makeView(stage, img, changed, left) {
  let own = { width: 1, height: 1 }; // the picture's own size in CSS pixels
  let wanted = ""; // the address of the full picture
  let width = 1; // as fitted
  let height = 1;
  let most = 1; // how much larger it may become
  let scale = 1;
  let x = 0; // of the picture's middle, from the stage's
  let y = 0;

  /**
   * @param {HTMLImageElement} shown
   * @param {string} full
   */
  function show(shown, full) {
    img.alt = shown.alt;
    img.src = shown.currentSrc || shown.src;
    own = {
      width: Number(shown.getAttribute("width")) || shown.width,
      height: Number(shown.getAttribute("height")) || shown.height,
    };
    wanted = full;
    const better = new Image();
    better.onload = () => {
      if (wanted === full) img.src = full;
    };
    better.src = full;
    fit();
  }

  function fit() {
    const f = Math.min(stage.clientWidth / own.width, stage.clientHeight / own.height, 1);
    width = own.width * f;
    height = own.height * f;
    most = Math.max(4, 2 / f);
    img.style.width = `${width}px`;
    img.style.height = `${height}px`;
    scale = 1;
    x = y = 0;
    place();
  }

  /**
   * Changes the scale so that a point of the stage stays where it is.
   * @param {number} factor
   * @param {Point} at
   */
  function zoom(factor, at = { x: 0, y: 0 }) {
    const next = Math.min(Math.max(scale * factor, 1), most);
    x = at.x - ((at.x - x) * next) / scale;
    y = at.y - ((at.y - y) * next) / scale;
    scale = next;
    place();
  }

  /** Moves the picture, no further than its edges allow. */
  function place() {
    /** @type {(size: number, room: number) => number} */
    const reach = (size, room) => Math.max(0, (size * scale - room) / 2);
    const reachX = reach(width, stage.clientWidth);
    const reachY = reach(height, stage.clientHeight);
    x = Math.min(Math.max(x, -reachX), reachX);
    y = Math.min(Math.max(y, -reachY), reachY);
    img.style.transform = `translate(${x}px,${y}px) scale(${scale})`;
    stage.classList.toggle("larger", scale > 1);
    changed(scale <= 1, scale >= most);
  }

  /**
   * Moves the picture by fifths of the stage.
   * @param {number} right
   * @param {number} down
   */
  function move(right, down) {
    x += (right * stage.clientWidth) / 5;
    y += (down * stage.clientWidth) / 5;
    place();
  }

  /** @type {{[key: string]: () => void}} */
  const keys = {
    "+": () => zoom(step),
    "=": () => zoom(step),
    "-": () => zoom(1 / step),
    0: fit,
    ArrowLeft: () => move(1, 0),
    ArrowRight: () => move(-1, 0),
    ArrowUp: () => move(0, 1),
    ArrowDown: () => move(0, -1),
  };

  /** @param {KeyboardEvent} event */
  function key(event) {
    const act = keys[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  /**
   * @param {MouseEvent} event
   * @returns {Point}
   */
  const fromMiddle = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), fromMiddle(event));
    },
    { passive: false },
  );
  fingers(stage, {
    drag(dx, dy) {
      x += dx;
      y += dy;
      place();
    },
    pinch: zoom,
    tap(event) {
      if (event.target === stage && scale === 1) left();
      else if (scale > 1) fit();
      else zoom(tapped, event.point);
    },
    fromMiddle,
  });
  return { zoom, fit, key, show };
}

/**
 * What fingers do on a stage.
 * @typedef {object} Gestures
 * @property {(dx: number, dy: number) => void} drag
 * @property {(factor: number, middle: Point) => void} pinch
 * @property {(tap: {point: Point, target: EventTarget | null}) => void} tap
 * @property {(event: MouseEvent) => Point} fromMiddle where on the stage an event happened
 */

/**
 * Tells dragging, pinching and tapping apart.
 * @param {HTMLElement} stage
 * @param {Gestures} act
 */
function fingers(stage, act) {
  const slack = 8; // pixels that a tap may wander
  /** @type {Map<number, {point: Point, target: EventTarget | null}>} */
  const down = new Map();
  let wandered = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) wandered = 0;
    stage.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { point: act.fromMiddle(event), target: event.target });
    if (down.size > 1) wandered = slack + 1;
  });
  stage.addEventListener("pointermove", (event) => {
    const finger = down.get(event.pointerId);
    if (!finger) return;
    const before = finger.point;
    finger.point = act.fromMiddle(event);
    const dx = finger.point.x - before.x;
    const dy = finger.point.y - before.y;
    wandered += Math.abs(dx) + Math.abs(dy);
    if (down.size === 1 && wandered > slack) act.drag(dx, dy);
    if (down.size === 2) {
      const [a, b] = down.values();
      const other = (a === finger ? b : a).point;
      /** @param {Point} p */
      const gap = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      const middle = { x: (finger.point.x + other.x) / 2, y: (finger.point.y + other.y) / 2 };
      act.pinch(gap(finger.point) / gap(before), middle);
      act.drag(dx / 2, dy / 2);
    }
  });
  /** @param {PointerEvent} event */
  const up = (event) => {
    const finger = down.get(event.pointerId);
    if (!finger) return;
    down.delete(event.pointerId);
    if (event.type === "pointerup" && !down.size && wandered <= slack) {
      act.tap({ point: act.fromMiddle(event), target: finger.target });
    }
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
}
