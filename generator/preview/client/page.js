import { align } from "./align.js";

// What scripts of the site bring to life when the page loads. Where one of
// these comes new into the page, only loading it again will do. Rehearsals are
// none of these: their script looks again when it is told.
const scripted =
  ".tabs, .tab, .tab-label, button.copy, .steps > li[id], [data-comments], [data-search], [data-text-size], [data-theme-switch]";

/**
 * A page that can be brought up to date in place.
 *
 * Scripts and readers change a page: they open details, choose tabs, type into
 * a rehearsal. So the new version is not compared with the page as it is but
 * with the page as the server had sent it; what differs between these two is
 * changed in the page, and everything else is left alone.
 */
export class Page {
  constructor(document) {
    this.document = document;
    /** The lines of the file that elements come from. They change below every
     * inserted line, so that they are kept apart from what is compared. */
    this.lines = new WeakMap();
    /** The node of the page that each node of the sent version became. */
    this.shown = new WeakMap();
    this.sent = document.documentElement.cloneNode(true);
    this.prepare(this.sent);
    this.connect(this.sent, document.documentElement);
  }

  /**
   * Makes the page what html says. blocks are the elements with a line that
   * have changed, in their order; isWhole is false where the page has to be
   * loaded again to work.
   */
  patch(html) {
    const root = new DOMParser().parseFromString(html, "text/html").documentElement;
    this.prepare(root);
    this.changed = new Set();
    this.isWhole = sameScripts(this.sent, root) && sameReading(this.sent, root);
    if (this.isWhole) this.element(this.sent, root);
    return { blocks: blocksOf(this.changed), isWhole: this.isWhole };
  }

  /** Takes out of a sent page what must not be compared. */
  prepare(root) {
    for (const element of root.querySelectorAll("[data-line]")) {
      this.lines.set(element, element.getAttribute("data-line"));
      element.removeAttribute("data-line");
    }
    // Their content is parsed in one way with scripts and in another without.
    for (const element of root.querySelectorAll("noscript")) element.textContent = "";
  }

  /** Remembers which node of the page a sent node, and all in it, became. */
  connect(sent, shown) {
    this.shown.set(sent, shown);
    this.line(sent, this.lines.get(sent));
    if (sent.nodeName === "NOSCRIPT") return;
    const children = [...shown.childNodes];
    sent.childNodes.forEach((child, i) => children[i] && this.connect(child, children[i]));
  }

  line(sent, line) {
    if (line === undefined) return;
    this.lines.set(sent, line);
    const shown = this.shown.get(sent);
    if (shown && shown.getAttribute("data-line") !== line) shown.setAttribute("data-line", line);
  }

  /** Makes a sent node, and what it became, like another one. */
  node(was, will) {
    if (was.isEqualNode(will)) this.moveLines(was, will);
    else if (was.nodeType === Node.ELEMENT_NODE) this.element(was, will);
    else {
      was.data = will.data;
      const shown = this.shown.get(was);
      if (!shown) return;
      shown.data = will.data;
      this.note(shown.parentElement);
    }
  }

  /** Passes the lines of equal nodes on. */
  moveLines(was, will) {
    if (was.nodeType !== Node.ELEMENT_NODE) return;
    this.line(was, this.lines.get(will));
    const others = will.querySelectorAll("*");
    was.querySelectorAll("*").forEach((element, i) => this.line(element, this.lines.get(others[i])));
  }

  element(was, will) {
    this.line(was, this.lines.get(will));
    this.attributes(was, will);
    this.children(was, will);
  }

  attributes(was, will) {
    const shown = this.shown.get(was);
    for (const { name, value } of [...will.attributes]) {
      if (was.getAttribute(name) === value) continue;
      was.setAttribute(name, value);
      if (shown) shown.setAttribute(name, value);
      this.note(shown);
    }
    for (const { name } of [...was.attributes]) {
      if (will.hasAttribute(name)) continue;
      was.removeAttribute(name);
      if (shown) shown.removeAttribute(name);
      this.note(shown);
    }
  }

  children(was, will) {
    const parent = this.shown.get(was);
    const pairs = align([...was.childNodes], [...will.childNodes]);
    // From the last to the first: what is inserted stands before what is known.
    let next = null;
    let nextShown = null;
    for (const [old, now] of pairs.reverse()) {
      if (!now) {
        this.remove(old);
        continue;
      }
      if (old) this.node(old, now);
      const node = old || this.insert(was, parent, now, next, nextShown);
      next = node;
      nextShown = this.shown.get(node) || nextShown;
    }
  }

  remove(sent) {
    const shown = this.shown.get(sent);
    sent.remove();
    if (!shown) return;
    if (shown.nodeType === Node.ELEMENT_NODE && shown.matches(scripted)) this.isWhole = false;
    this.note(shown.parentElement);
    shown.remove();
  }

  insert(was, parent, sent, next, nextShown) {
    was.insertBefore(sent, next);
    const shown = this.document.importNode(sent, true);
    if (parent) parent.insertBefore(shown, nextShown && nextShown.parentNode === parent ? nextShown : null);
    this.connect(sent, shown);
    const isElement = shown.nodeType === Node.ELEMENT_NODE;
    if (isElement && (shown.matches(scripted) || shown.querySelector(scripted))) this.isWhole = false;
    if (isElement || shown.data.trim()) this.note(isElement ? shown : parent);
    return sent;
  }

  /** Notes that an element is not what it was. */
  note(shown) {
    if (!shown) return;
    this.changed.add(shown);
    if (shown.matches(".tab-label")) this.isWhole = false; // its tab repeats it
  }
}

/** Whether two pages are made of the same file, and have the same scripts,
 * which are told the same. */
function sameScripts(a, b) {
  const list = (root) => [...root.querySelectorAll("script[src]")].map(told).join("\n");
  return list(a) === list(b);
}

/** Whether two pages want the same help with reading, of which scripts look
 * once whether there is any. */
function sameReading(a, b) {
  const [was, will] = [a, b].map((root) => root.querySelector("main"));
  return Boolean(was && was.dataset.reading) === Boolean(will && will.dataset.reading);
}

/** What a script is told. What a page embeds is looked up when it is needed. */
function told(script) {
  return [...script.attributes].filter((a) => a.name !== "data-embedded").map((a) => `${a.name}=${a.value}`).join(" ");
}

/** The innermost blocks around changed elements, in the order of the page. */
function blocksOf(changed) {
  const blocks = new Set();
  for (const element of changed) {
    const block = element.isConnected && element.closest("[data-line]");
    if (block) blocks.add(block);
  }
  const list = [...blocks].filter((block) => ![...blocks].some((other) => other !== block && block.contains(other)));
  return list.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}
