import { part } from "./part.js";

/** What it took the reader to reach an outcome. */
export class Effort {
  /**
   * Begins to count, or goes on from what was counted before.
   * @param {Partial<Effort>} [before]
   */
  constructor(before) {
    this.presses = 0;
    this.mistakes = 0;
    /** How often the reader left the route for another way. */
    this.detours = 0;
    /** How often the reader asked what to do, in a test. */
    this.hints = 0;
    this.began = Date.now();
    /**
     * The messages that the reader was shown, in order.
     * @type {string[]}
     */
    this.lapses = [];
    /**
     * How often in a row each field was wrong.
     * @type {{[field: number]: number}}
     */
    this.slips = {};
    Object.assign(this, before);
  }

  /**
   * Shows the summary at an outcome, and hides it elsewhere.
   * @param {HTMLElement} root
   * @param {string} outcome
   */
  show(root, outcome) {
    const seconds = Math.round((Date.now() - this.began) / 1000);
    part(root, "end").hidden = !outcome;
    for (const kind of ["success", "link", "dead-end"]) part(root, `end-${kind}`).hidden = kind !== outcome;
    const counts = {
      presses: this.presses,
      mistakes: this.mistakes,
      detours: this.detours,
      hints: this.hints,
      minutes: Math.floor(seconds / 60),
      seconds: seconds % 60,
    };
    for (const [name, count] of Object.entries(counts)) part(root, name).textContent = String(count);
    part(root, "minutes-part").hidden = seconds < 60;
    part(root, "lapses").hidden = !this.lapses.length;
  }
}
