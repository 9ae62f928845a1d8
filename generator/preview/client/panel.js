import { script } from "./script.js";
import { words } from "./words.js";

/** @import { Editor } from "./editor.js" */
/** @import { Problem, Report } from "./events.js" */

/** How long the good news stays, in ms. */
const joy = 2500;

/**
 * The panel with the problems of the whole site, over the page. It opens by
 * itself for errors that the author has not put away yet; otherwise it is a
 * small button in the corner. Its parts live in a shadow tree, where the
 * page's style sheets do not reach.
 */
export class Panel {
  /**
   * @param {string} style the address of its style sheet
   * @param {Editor} editor
   * @param {string} file what the page is made of, "" for none
   * @param {string} note what else the author should know about the page, or ""
   */
  constructor(style, editor, file, note) {
    this.editor = editor;
    this.file = file;
    this.note = note;
    /** @type {Report} */
    this.known = { errors: 0, warnings: 0, problems: [] };
    this.isOpen = false;
    this.isLost = false;
    this.isMended = false;
    this.timer = 0;
    /**
     * The keys of the problems that the author has put away.
     * @type {Set<string>}
     */
    this.away = new Set();
    this.host = document.createElement("div");
    this.host.dataset.previewPanel = "";
    this.host.hidden = true;
    this.root = this.host.attachShadow({ mode: "open" });
    const link = element("link", { rel: "stylesheet", href: style });
    // Without its style sheet the panel would be a heap of text.
    this.styled = new Promise((resolve) => link.addEventListener("load", resolve, { once: true }));
    this.box = element("section", { role: "region", "aria-live": "polite" });
    this.root.append(link, this.box);
    document.documentElement.append(this.host);
  }

  /**
   * Takes in what is wrong with the site now.
   * @param {Report} report
   */
  report(report) {
    const had = this.known.problems.length;
    const problems = report.problems || [];
    this.known = { ...report, problems };
    const fresh = problems.filter((p) => p.severity === "error" && !this.away.has(key(p)));
    if (!problems.length) this.isOpen = false;
    else if (fresh.length) this.isOpen = true;
    clearTimeout(this.timer);
    this.isMended = had > 0 && !problems.length;
    if (this.isMended) {
      this.timer = setTimeout(() => {
        this.isMended = false;
        this.draw();
      }, joy);
    }
    this.draw();
  }

  /**
   * Says that the server is gone, or back.
   * @param {boolean} isLost
   */
  lost(isLost) {
    if (this.isLost === isLost) return;
    this.isLost = isLost;
    this.draw();
  }

  async draw() {
    const { problems } = this.known;
    const isShown = Boolean(this.isLost || this.isMended || this.note || problems.length);
    if (isShown) await this.styled;
    this.host.hidden = !isShown;
    this.box.setAttribute("aria-label", words().panel);
    this.box.replaceChildren(...this.parts());
  }

  parts() {
    if (this.isLost) return [element("p", { class: "pill lost" }, words().lost)];
    if (this.isOpen) return [this.sheet()];
    const parts = this.note ? [element("p", { class: "pill note" }, this.note)] : [];
    if (this.isMended) parts.push(element("p", { class: "pill mended" }, `✓ ${words().mended}`));
    else if (this.known.problems.length) parts.push(this.pill());
    return parts;
  }

  pill() {
    const { errors } = this.known;
    const button = element("button", { type: "button", class: errors ? "pill error" : "pill warning" }, this.count());
    button.addEventListener("click", () => {
      this.isOpen = true;
      this.draw();
    });
    return button;
  }

  count() {
    const { errors, warnings } = this.known;
    const parts = [];
    if (errors) parts.push(words().errors(errors));
    if (warnings) parts.push(words().warnings(warnings));
    if (!parts.length) parts.push(words().notes(this.known.problems.length));
    return parts.join(words().comma);
  }

  sheet() {
    const close = element("button", { type: "button", class: "close" }, words().hide);
    close.addEventListener("click", () => this.putAway());
    const head = element("header", {}, element("h2", {}, this.count()), close);
    const { errors, warnings, problems } = this.known;
    const { embedded = "" } = script().dataset;
    const own = new Set([this.file, ...embedded.split("\n")]);
    const here = problems.filter((p) => own.has(p.file));
    const there = problems.filter((p) => !own.has(p.file));
    const body = element("div", { class: "list", tabindex: "0" });
    if (here.length) body.append(this.group(words().here, here));
    if (there.length) body.append(this.group(here.length || this.file ? words().elsewhere : "", there));
    const more = errors + warnings - problems.length;
    if (more > 0) body.append(element("p", { class: "more" }, words().more(more)));
    return element("div", { class: "sheet" }, head, body);
  }

  putAway() {
    for (const p of this.known.problems) this.away.add(key(p));
    this.isOpen = false;
    this.draw();
    /** @type {HTMLElement | null} */
    const pill = this.root.querySelector(".pill");
    if (pill) pill.focus();
  }

  /**
   * @param {string} title
   * @param {Problem[]} problems
   */
  group(title, problems) {
    const group = element("div", { class: "group" });
    if (title) group.append(element("h3", {}, title));
    group.append(element("ol", {}, ...problems.map((p) => this.item(p))));
    return group;
  }

  /** @param {Problem} p */
  item(p) {
    const where = `${p.file}:${p.line}:${p.col}`;
    const href = this.editor.href(p.file, p.line, p.col);
    const place = href ? element("a", { class: "place", href }, where) : element("span", { class: "place" }, where);
    const item = element("li", { class: p.severity }, element("p", { class: "message" }, p.message), place);
    if (p.before || p.marked) item.append(excerpt(p));
    if (p.hint) item.append(element("p", { class: "hint" }, p.hint));
    return item;
  }
}

/**
 * The line that a problem is in, with a caret below its position. What is before
 * the position stands before the caret, too, unseen, so that the two align.
 * @param {Problem} problem
 */
function excerpt({ before, marked, after }) {
  const above = [before, element("mark", {}, marked), after, "\n"];
  const unseen = element("span", { class: "unseen", "aria-hidden": "true" }, before);
  return element("pre", {}, ...above, unseen, element("span", { class: "caret", "aria-hidden": "true" }, "^"));
}

/**
 * What makes a problem the same as before, though its line may have moved.
 * @param {Problem} p
 */
const key = (p) => `${p.file}\n${p.rule}\n${p.message}`;

/**
 * Makes an element.
 * @param {string} name
 * @param {{[name: string]: string}} attributes
 * @param {(Node | string)[]} children
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
