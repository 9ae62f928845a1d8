import { words } from "./words.js";

/** How long the handle stays after the mouse has left its block, in ms. */
const linger = 400;

/** Opens the author's editor at the line that a block comes from: by a click
 * with Alt, or by the handle beside the block that the mouse is over. */
export class Editor {
  /** @param {string} file what the page is made of, "" for none */
  constructor(file) {
    this.file = file;
    /** Has {file}, {line} and {col}; empty where no editor can be opened. */
    this.address = "";
    this.timer = 0;
    addEventListener("click", (event) => this.clicked(event), true);
    addEventListener("mouseover", (event) => this.hovered(event));
    this.handle = document.createElement("a");
    this.handle.className = "preview-handle";
    this.handle.tabIndex = -1;
    this.handle.hidden = true;
    document.documentElement.append(this.handle);
  }

  /**
   * The link that opens a position, or "".
   * @param {string} file
   * @param {number | string} line
   * @param {number} col
   */
  href(file, line, col = 1) {
    /** @type {{[name: string]: string | number}} */
    const values = { file: file.split("/").map(encodeURIComponent).join("/"), line, col };
    return this.address.replace(/\{(file|line|col)\}/g, (_, name) => String(values[name]));
  }

  /**
   * The block of the page's own text that something is in.
   * @param {EventTarget | null} target
   * @returns {HTMLElement | null}
   */
  block(target) {
    return this.file && this.address && target instanceof Element ? target.closest("[data-line]") : null;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const block = event.altKey ? this.block(event.target) : null;
    if (!block) return;
    event.preventDefault(); // browsers save what a link leads to
    event.stopPropagation();
    const link = document.createElement("a");
    link.href = this.href(this.file, block.dataset.line || 1);
    link.click();
  }

  /** @param {MouseEvent} event */
  hovered(event) {
    if (event.target === this.handle) {
      clearTimeout(this.timer);
      return;
    }
    const block = this.block(event.target);
    clearTimeout(this.timer);
    if (block) this.offer(block);
    else {
      this.timer = setTimeout(() => {
        this.handle.hidden = true;
      }, linger);
    }
  }

  /** @param {HTMLElement} block */
  offer(block) {
    const { left, top } = block.getBoundingClientRect();
    const { line = "" } = block.dataset;
    this.handle.href = this.href(this.file, line);
    this.handle.textContent = line;
    this.handle.title = `${this.file}:${line} · ${words().open}`;
    this.handle.style.setProperty("left", `${Math.max(2, left + scrollX - 44)}px`);
    this.handle.style.setProperty("top", `${top + scrollY}px`);
    this.handle.hidden = false;
  }
}
