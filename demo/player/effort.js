import { part } from './part.js';

/** What it took the reader to come to an outcome. */
export class Effort {
  /** Begins to count, or goes on from what was counted before. */
  constructor(before) {
    this.presses = this.mistakes = 0;
    this.began = Date.now();
    /** What the reader was told, as texts, in order. */
    this.lapses = [];
    Object.assign(this, before);
  }

  /** Remembers what a screen complains of. */
  mistake(screen) {
    this.mistakes++;
    const title = screen.heading.textContent.trim();
    for (const f of screen.fields) if (f.complaint) this.lapses.push(title + ' - ' + part(f.complaint, 'message').textContent);
  }

  /** Shows the summary at an outcome, and hides it elsewhere. */
  show(root, outcome) {
    const set = (name, text) => { part(root, name).textContent = text; };
    const seconds = Math.round((Date.now() - this.began) / 1000);
    part(root, 'end').hidden = !outcome;
    for (const kind of ['success', 'link', 'dead-end']) part(root, 'end-' + kind).hidden = kind !== outcome;
    set('presses', this.presses);
    set('mistakes', this.mistakes);
    set('minutes', Math.floor(seconds / 60));
    set('seconds', seconds % 60);
    part(root, 'minutes-part').hidden = seconds < 60;
    const list = part(root, 'lapses');
    list.hidden = !this.lapses.length;
    list.querySelector('ul').replaceChildren(...this.lapses.map(item));
  }
}

function item(text) {
  const element = document.createElement('li');
  element.textContent = text;
  return element;
}
