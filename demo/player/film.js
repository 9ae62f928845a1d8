import { isFolded } from "./dock.js";
import { point } from "./finger.js";
import { find, isCalm, part, textOf } from "./part.js";
import { speed } from "./speed.js";

/** @import { Rehearsal } from "./rehearsal.js" */
/** @import { Control } from "./screen.js" */

/** How long the reader has to read before each action, in milliseconds. */
const pause = 1400;
const perCharacter = { zh: 140, en: 45 };

/** Plays a rehearsal by itself. */
export class Film {
  /**
   * @param {HTMLElement} root
   * @param {Rehearsal} rehearsal
   * @param {(control: Control) => void} use does what a control is there for
   */
  constructor(root, rehearsal, use) {
    this.root = root;
    this.rehearsal = rehearsal;
    this.use = use;
    this.timer = 0;
  }

  get isPaused() {
    return !this.timer;
  }

  /** Starts the film; if the reader wants less motion, it waits to be asked. */
  begin() {
    if (isCalm()) this.pause();
    else this.run();
  }

  /** How long it takes to read what the coach says. */
  get pace() {
    const language = this.root.lang.startsWith("zh") ? "zh" : "en";
    return (pause + perCharacter[language] * textOf(part(this.root, "coach")).length) / speed(this.root);
  }

  /** Goes on after a while, unless nobody sees the film any more: it is
   * scrolled away, folded, or in a hidden tab or window. */
  run() {
    this.timer = setTimeout(() => {
      if (this.isSeen) this.step();
      else this.pause();
      if (this.timer) this.run();
    }, this.pace);
    this.show();
  }

  get isSeen() {
    const { top, bottom } = this.root.getBoundingClientRect();
    return !document.hidden && !isFolded(this.root) && bottom > 0 && top < innerHeight;
  }

  /** Does what was announced. */
  step() {
    const { effort, screen } = this.rehearsal;
    const { mistakes } = effort;
    const { at } = this.rehearsal;
    if (!screen.waiting) return;
    this.use(screen.waiting);
    this.show();
    // At the end, or where samples do not help, going on would not help either.
    if (!this.rehearsal.screen.waiting || (effort.mistakes > mistakes && this.rehearsal.at === at)) this.pause();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.show();
  }

  /** Leaves the rehearsal to the reader. */
  end() {
    this.pause();
    point(this.root, null);
  }

  /** Lets a paused film go on, and pauses another one. */
  toggle() {
    if (this.isPaused) this.run();
    else this.pause();
  }

  /** Shows whether it plays, and whether it is over. */
  show() {
    const { rehearsal, root } = this;
    for (const name of ["pause", "step"]) {
      /** @type {HTMLButtonElement} */ (find(root, `[data-do=${name}]`)).disabled = !rehearsal.screen.waiting;
    }
    part(root, "playing").hidden = this.isPaused;
    part(root, "paused").hidden = !this.isPaused;
    point(root, rehearsal.screen.waiting);
  }
}
