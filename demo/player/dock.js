import { attribute, part } from './part.js';

/** The one rehearsal that stands beside the text. */
let docked = null;

/** How far the handle has to be pulled to mean something, in pixels. */
const pull = 40;

/**
 * Where a rehearsal stands while the text is read along: a sheet at the bottom
 * of a phone, a panel to the right of the text where there is room. The
 * element stays where it is in the document, only its style changes: so the
 * page's order, the focus and live preview are not disturbed. It is a dialog
 * that is not modal: the text remains readable.
 */
export class Dock {
  constructor(player) {
    const { root } = player;
    this.player = player;
    this.root = root;
    this.grip = part(root, 'grip');
    this.handle = root.querySelector('[data-do=stretch]');
    this.handle.addEventListener('pointerdown', (event) => this.grab(event));
  }

  get isOpen() {
    return docked === this;
  }

  /** Ends the rehearsal that stands beside the text, if it is another one. */
  relieve() {
    if (docked && !this.isOpen) docked.player.close();
  }

  /** Takes its place; the focus returns to opener when it is left. */
  open(opener) {
    this.relieve();
    this.opener = opener;
    if (this.isOpen) return;
    docked = this;
    this.toggle(true);
    this.watched = new ResizeObserver(() => this.shown());
    this.watched.observe(this.root);
    if (window.visualViewport) {
      this.measure = () => this.clear(visualViewport);
      visualViewport.addEventListener('resize', this.measure);
    }
  }

  /** Returns to the rehearsal's place in the text. */
  close() {
    const { opener } = this;
    if (this.isOpen) {
      docked = null;
      this.toggle(false);
      this.watched.disconnect();
      if (this.measure) visualViewport.removeEventListener('resize', this.measure);
    }
    this.opener = null;
    const target = opener && opener.isConnected ? opener : this.root.querySelector('[data-do=practise]');
    target.focus();
  }

  toggle(isOpen) {
    this.root.classList.toggle('rh-docked', isOpen);
    document.documentElement.classList.toggle('rh-beside', isOpen);
    attribute(this.root, 'role', isOpen ? 'dialog' : '');
    this.grip.hidden = !isOpen;
    this.fold(false);
    this.stretch(false);
  }

  /** Where it stands in a tab that was put behind another it is not seen, and
   * the page needs no room for it. */
  shown() {
    document.documentElement.classList.toggle('rh-beside', this.root.getClientRects().length > 0);
  }

  get isTall() {
    return this.root.classList.contains('rh-tall');
  }

  /** Makes a sheet as high as the window, or half of it. */
  stretch(isTall) {
    this.root.classList.toggle('rh-tall', isTall);
    this.name();
  }

  get isFolded() {
    return this.root.classList.contains('rh-folded');
  }

  /** Leaves only the handle to be seen, or shows all again. */
  fold(isFolded) {
    this.root.classList.toggle('rh-folded', this.isOpen && isFolded);
    this.name();
  }

  /** Says what a press on the handle does, and whether there is more to see. */
  name() {
    const { isFolded, isTall } = this;
    const now = isFolded ? 'folded' : isTall ? 'smaller' : 'larger';
    for (const name of ['folded', 'smaller', 'larger']) part(this.handle, name).hidden = name !== now;
    this.handle.setAttribute('aria-expanded', String(!isFolded));
  }

  /** Shows all again to whoever asked for it. */
  unfold() {
    this.fold(false);
    this.player.moveFocus();
  }

  /** Answers a press on the handle. */
  press() {
    if (this.isPulled) return;
    if (this.isFolded) this.unfold();
    else this.stretch(!this.isTall);
  }

  /** Keeps the sheet above the keyboard of a phone. */
  clear(view) {
    this.root.style.setProperty('--rh-below', Math.max(0, innerHeight - view.height - view.offsetTop) + 'px');
  }

  /** Lets the handle be pulled: up for more, down for less. Nothing that was
   * typed is lost by it: the cross alone ends the rehearsal. */
  grab(start) {
    const { handle, root } = this;
    let way = 0;
    const move = (event) => {
      way = event.clientY - start.clientY;
      root.style.setProperty('--rh-pull', Math.max(0, way) + 'px');
    };
    const drop = () => {
      handle.removeEventListener('pointermove', move);
      root.style.removeProperty('--rh-pull');
      if (Math.abs(way) < pull) return;
      this.isPulled = true; // and the click that ends it is none
      setTimeout(() => { this.isPulled = false; });
      if (way < 0 && this.isFolded) this.unfold();
      else if (way < 0) this.stretch(true);
      else if (this.isTall) this.stretch(false);
      else {
        this.fold(true);
        handle.focus({ preventScroll: true });
      }
    };
    handle.setPointerCapture(start.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', drop, { once: true });
    handle.addEventListener('pointercancel', drop, { once: true });
  }
}
