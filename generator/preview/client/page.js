import { align } from "./align.js";

/** What scripts of the site bring to life when the page loads. If one of these
 * comes new into the page, the page has to be loaded again. Rehearsals need not
 * be among them: their script looks again when it is told to. */
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
  /** @param {Document} document */
  constructor(document) {
    this.document = document;
    /**
     * The lines of the file that elements come from. They change below every
     * inserted line, so they are kept apart from what is compared.
     * @type {WeakMap<Node, string>}
     */
    this.lines = new WeakMap();
    /**
     * The node of the page that each node of the sent version became.
     * @type {WeakMap<Node, ChildNode>}
     */
    this.shown = new WeakMap();
    /**
     * The elements that a patch has changed.
     * @type {Set<Element>}
     */
    this.changed = new Set();
    /** Whether the page works without being loaded again. */
    this.isWhole = true;
    /** @type {HTMLElement} */
    this.sent = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
    this.prepare(this.sent);
    this.connect(this.sent, document.documentElement);
  }

  /**
   * Makes the page what html says. blocks are the elements with a line that
   * have changed, in their order; isWhole is false where the page has to be
   * loaded again to work.
   * @param {string} html
   */
  patch(html) {
    const root = new DOMParser().parseFromString(html, "text/html").documentElement;
    this.prepare(root);
    this.changed = new Set();
    this.isWhole = sameScripts(this.sent, root) && sameReading(this.sent, root);
    if (this.isWhole) this.element(this.sent, root);
    return { blocks: blocksOf(this.changed), isWhole: this.isWhole };
  }

  /**
   * Takes out of a sent page what must not be compared.
   * @param {Element} root
   */
  prepare(root) {
    for (const element of root.querySelectorAll("[data-line]")) {
      this.lines.set(element, element.getAttribute("data-line") || "");
      element.removeAttribute("data-line");
    }
    // Scripts keep on the root what the reader has chosen; a server sends none of it.
    if (root instanceof HTMLElement) for (const name of Object.keys(root.dataset)) delete root.dataset[name];
    // Their content is parsed differently with scripts and without.
    for (const element of root.querySelectorAll("noscript")) element.textContent = "";
  }

  /**
   * Remembers which node of the page a sent node, and all in it, became.
   * @param {ChildNode} sent
   * @param {ChildNode} shown
   */
  connect(sent, shown) {
    this.shown.set(sent, shown);
    this.line(sent, this.lines.get(sent));
    if (sent.nodeName === "NOSCRIPT") return;
    const children = [...shown.childNodes];
    sent.childNodes.forEach((child, i) => {
      if (children[i]) this.connect(child, children[i]);
    });
  }

  /**
   * Notes the line that a sent element comes from.
   * @param {Node} sent
   * @param {string | undefined} line
   */
  line(sent, line) {
    if (line === undefined) return;
    this.lines.set(sent, line);
    const shown = this.shown.get(sent);
    if (shown instanceof Element && shown.getAttribute("data-line") !== line) shown.setAttribute("data-line", line);
  }

  /**
   * Makes a sent node, and what it became, like another one.
   * @param {ChildNode} was
   * @param {ChildNode} will
   */
  node(was, will) {
    const isElement = was instanceof Element && will instanceof Element;
    if (isElement && was.isEqualNode(will)) this.moveLines(was, will);
    else if (isElement) this.element(was, will);
    else if (was.nodeValue !== will.nodeValue) {
      was.nodeValue = will.nodeValue;
      const shown = this.shown.get(was);
      if (!shown) return;
      shown.nodeValue = will.nodeValue;
      this.note(shown.parentElement);
    }
  }

  /**
   * Passes the lines of equal elements on.
   * @param {Element} was
   * @param {Element} will
   */
  moveLines(was, will) {
    this.line(was, this.lines.get(will));
    const others = will.querySelectorAll("*");
    was.querySelectorAll("*").forEach((element, i) => {
      this.line(element, this.lines.get(others[i]));
    });
  }

  /**
   * @param {Element} was
   * @param {Element} will
   */
  element(was, will) {
    this.line(was, this.lines.get(will));
    this.attributes(was, will);
    this.children(was, will);
  }

  /**
   * @param {Element} was
   * @param {Element} will
   */
  attributes(was, will) {
    const became = this.shown.get(was);
    const shown = became instanceof Element ? became : undefined;
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

  /**
   * @param {Element} was
   * @param {Element} will
   */
  children(was, will) {
    const parent = this.shown.get(was);
    const pairs = align([...was.childNodes], [...will.childNodes]);
    // From the last to the first: what is inserted stands before what is known.
    /** @type {ChildNode | null} */
    let next = null;
    /** @type {ChildNode | null} */
    let nextShown = null;
    for (const [old, now] of pairs.reverse()) {
      if (old && now) this.node(old, now);
      else if (old) this.remove(old);
      /** @type {ChildNode | undefined} */
      const node = now && (old || this.insert(was, parent, now, next, nextShown));
      if (!node) continue;
      next = node;
      nextShown = this.shown.get(node) || nextShown;
    }
  }

  /** @param {ChildNode} sent */
  remove(sent) {
    const shown = this.shown.get(sent);
    sent.remove();
    if (!shown) return;
    if (shown instanceof Element && shown.matches(scripted)) this.isWhole = false;
    this.note(shown.parentElement);
    shown.remove();
  }

  /**
   * Puts a node of the new version into the sent one, and into the page.
   * @param {Element} was
   * @param {Node | undefined} parent
   * @param {ChildNode} sent
   * @param {ChildNode | null} next
   * @param {ChildNode | null} nextShown
   */
  insert(was, parent, sent, next, nextShown) {
    was.insertBefore(sent, next);
    const shown = this.document.importNode(sent, true);
    if (parent) parent.insertBefore(shown, nextShown && nextShown.parentNode === parent ? nextShown : null);
    this.connect(sent, shown);
    if (shown instanceof Element) {
      if (shown.matches(scripted) || shown.querySelector(scripted)) this.isWhole = false;
      this.note(shown);
    } else if ((shown.nodeValue || "").trim()) this.note(parent);
    return sent;
  }

  /**
   * Notes that an element is not what it was.
   * @param {Node | null | undefined} shown
   */
  note(shown) {
    if (!(shown instanceof Element)) return;
    this.changed.add(shown);
    if (shown.matches(".tab-label")) this.isWhole = false; // its tab repeats it
  }
}

/**
 * Whether two pages are made of the same file, and have the same scripts, with
 * the same attributes.
 * @param {Element} a
 * @param {Element} b
 */
function sameScripts(a, b) {
  /** @param {Element} root */
  const list = (root) => [...root.querySelectorAll("script[src]")].map(attributesOf).join("\n");
  return list(a) === list(b);
}

/**
 * Whether two pages want the same help with reading. Scripts look for it only once.
 * @param {Element} a
 * @param {Element} b
 */
function sameReading(a, b) {
  const [was, will] = [a, b].map((root) => root.querySelector("main"));
  return Boolean(was && was.dataset.reading) === Boolean(will && will.dataset.reading);
}

/**
 * The attributes of a script. What a page embeds is looked up when it is needed.
 * @param {Element} script
 */
function attributesOf(script) {
  return [...script.attributes]
    .filter((a) => a.name !== "data-embedded")
    .map((a) => `${a.name}=${a.value}`)
    .join(" ");
}

/**
 * The innermost blocks around changed elements, in the order of the page.
 * @param {Set<Element>} changed
 */
function blocksOf(changed) {
  /** @type {Set<HTMLElement>} */
  const blocks = new Set();
  for (const element of changed) {
    /** @type {HTMLElement | null} */
    const block = element.isConnected ? element.closest("[data-line]") : null;
    if (block) blocks.add(block);
  }
  const list = [...blocks].filter((block) => ![...blocks].some((other) => other !== block && block.contains(other)));
  return list.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}
