import { attribute, isCalm } from './part.js';

/**
 * The steps of the article that a rehearsal goes with. The page says in
 * attributes what belongs together; steps without them are just text. They are
 * looked up whenever they are needed, as live preview may change them.
 */
export class Article {
  constructor(player, listening) {
    this.player = player;
    for (const type of ['pointerover', 'pointerout', 'focusin', 'focusout', 'click', 'keydown']) {
      document.addEventListener(type, (event) => this.happened(event), listening);
    }
  }

  get steps() {
    return [...document.querySelectorAll(`li[data-rehearsal="${this.player.root.id}"]`)];
  }

  get names() {
    return this.steps.flatMap((step) => [...step.querySelectorAll('[data-control]')]);
  }

  /** Whether there are steps, and room for a rehearsal beside them. */
  isBeside() {
    return matchMedia('(min-width: 75rem)').matches && this.steps.length > 0;
  }

  /** Whether the names of controls lead to them: while the rehearsal is used,
   * and not in a test, where that would be a hint and end it. */
  get isUsed() {
    return /practise|watch/.test(this.player.mode);
  }

  /** Makes the names what they are by now: buttons, or just text. */
  use() {
    for (const name of this.names) {
      attribute(name, 'tabindex', this.isUsed ? '0' : '');
      attribute(name, 'role', this.isUsed ? 'button' : '');
    }
  }

  happened(event) {
    const { target, type, key } = event;
    const name = target.closest && target.closest('[data-control]');
    if (!name || this.player.mode === 'test' || !this.steps.some((step) => step.contains(name))) return;
    if (type === 'pointerover' || type === 'focusin') this.light(name);
    else if (type === 'pointerout' || type === 'focusout') this.light(null);
    else if (this.isUsed && (type === 'click' || key === 'Enter' || key === ' ')) {
      event.preventDefault();
      this.visit(name);
    }
  }

  /** The element of the rehearsal that a name in the text names. */
  control(name) {
    const kind = name.dataset.control[0] === 'f' ? 'field' : 'button';
    return this.player.root.querySelector(`[data-${kind}="${name.dataset.control.slice(1)}"]`);
  }

  light(name) {
    for (const lit of this.player.root.querySelectorAll('.rh-lit')) lit.classList.remove('rh-lit');
    const control = name && this.control(name);
    if (control) control.classList.add('rh-lit');
  }

  /** Goes to a control, on whichever screen it is. */
  visit(name) {
    const { player } = this;
    if (player.screen.id !== name.dataset.on) player.goto(name.dataset.on, player.mode);
    player.dock.fold(false);
    const control = this.control(name);
    const target = control && (control.querySelector('input, select, [data-face]') || control);
    if (target) target.focus();
    this.light(name);
  }

  /** Marks the step for a screen and the name of the control to use now. */
  mark(screen, control) {
    const name = screen && this.nameOf(screen, control);
    const step = screen && !screen.outcome && this.stepOf(screen, name);
    for (const s of this.steps) {
      s.classList.toggle('rh-current', s === step);
      attribute(s, 'aria-current', s === step ? 'step' : '');
    }
    for (const n of this.names) n.classList.toggle('rh-next', n === name);
    if (!step || step === this.step) return;
    this.step = step;
    if (this.player.dock.isOpen) step.scrollIntoView({ block: 'nearest', behavior: isCalm() ? 'auto' : 'smooth' });
  }

  /** The name in the text of a control on a screen. */
  nameOf(screen, control) {
    const key = control && (control.kind ? 'f' : 'b') + control.number;
    return firstShown(this.names.filter((n) => n.dataset.on === screen.id && n.dataset.control === key));
  }

  stepOf(screen, name) {
    const { steps } = this;
    return (name && name.closest('[data-rehearsal]'))
      || firstShown(steps.filter((s) => s.querySelector(`[data-on="${screen.id}"]`)))
      || firstShown(steps.filter((s) => s.dataset.screen === screen.id));
  }
}

/** The first of some elements that is not in a tab behind another, or folded
 * away; if all are, the first. */
const firstShown = (elements) => elements.find((e) => e.getClientRects().length) || elements[0];
