import { Article } from './article.js';
import { Dock } from './dock.js';
import { Effort } from './effort.js';
import { travel } from './journey.js';
import { numbersIn, plain } from './numbers.js';
import { attribute, part } from './part.js';
import { Screen } from './screen.js';
import { Simulation } from './simulation.js';
import { Watch } from './watch.js';

/** Takes a storyboard over. Rejects where the response is no module. */
export async function take(root, response) {
  return new Player(root, await Simulation.load(response));
}

/** What the buttons outside the screens, and the page, ask for. */
const requests = {
  practise: (player) => player.start('practise'),
  watch: (player) => player.start('watch'),
  test: (player) => player.start('test'),
  restart: (player) => player.start(player.mode),
  goto: (player, { screen, mode, effort }) => player.goto(screen, mode, effort),
  from: (player, button) => player.from(button),
  fill: (player) => player.fillScreen(),
  back: (player) => player.back(),
  pause: (player) => player.pause(),
  step: (player) => player.step(),
  takeover: (player) => player.takeOver(),
  stretch: (player) => player.dock.press(),
  close: (player) => player.close(),
  patched: (player) => player.patched(),
};

class Player {
  constructor(root, simulation) {
    this.root = root;
    this.simulation = simulation;
    this.screens = [...root.querySelectorAll('[data-screen]')].map((figure) => new Screen(figure));
    this.samples = new Set([...root.querySelectorAll('[data-sample]')].map((e) => plain(e.dataset.sample)));
    this.listening = new AbortController();
    this.article = new Article(this, this.listening);
    this.dock = new Dock(this);
    this.past = [];
    this.listen('click', (event) => this.clicked(event.target));
    this.listen('keydown', (event) => this.keyPressed(event));
    this.listen('input', (event) => event.isComposing || this.changed(event.target));
    this.listen('compositionend', (event) => this.changed(event.target));
  }

  listen(type, listener) {
    this.root.addEventListener(type, listener, this.listening);
  }

  /** How the reader uses the rehearsal; undefined while it rests. */
  get mode() {
    return this.root.dataset.mode;
  }

  set mode(mode) {
    this.root.dataset.mode = mode;
    this.article.use();
  }

  /** Does what a button outside the screens, or the page, asks for. */
  request(what, detail) {
    if (requests[what]) requests[what](this, detail);
  }

  begin(mode, effort) {
    this.stop();
    this.dock.relieve();
    this.mode = mode;
    this.simulation.restart();
    this.past = [];
    this.effort = new Effort(effort);
    this.clock = setInterval(() => this.pass(1), 1000);
    this.warn(null);
  }

  /** Stops what goes on by itself: the film and the clock. */
  stop() {
    if (this.watch) this.watch.pause();
    this.watch = null;
    clearInterval(this.clock);
  }

  start(mode) {
    this.begin(mode);
    if (this.article.isBeside()) this.dock.open();
    this.show();
    if (mode === 'watch') this.play();
  }

  /** Begins at the step of the article that a button stands at. */
  from(button) {
    const step = button.closest('[data-screen]');
    this.dock.open(button);
    this.goto(step.dataset.screen);
    step.scrollIntoView(); // the sheet must not cover it
  }

  /** Begins at a screen: all that comes before it is done with the samples. */
  goto(id, mode = 'practise', effort) {
    const target = this.screens.find((s) => s.id === id);
    if (!target) return;
    this.begin(mode, effort);
    this.past = travel(this, target);
    this.show();
    if (mode === 'watch') this.play();
  }

  /** The screen that the simulation is at. */
  current() {
    return this.numbered(this.simulation.screen());
  }

  numbered(number) {
    return this.screens.find((s) => s.number === number);
  }

  /** Shows the screen that the simulation is at. */
  show() {
    if (this.screen) this.screen.leave();
    const screen = this.screen = this.current();
    this.dock.fold(false);
    screen.enter(this.simulation, this.mode !== 'watch');
    screen.tell(this.mode === 'test');
    this.showUnder();
    this.warn(null);
    this.showBar();
    this.effort.show(this.root, screen.outcome);
    this.guide();
    this.announce();
    this.moveFocus();
    const { mode, effort } = this;
    const detail = { screen: screen.id, mode, outcome: screen.outcome, effort };
    this.root.dispatchEvent(new CustomEvent('rehearsal:screen', { bubbles: true, detail }));
  }

  /** Shows, below a dialog, the screen that it covers. */
  showUnder() {
    const under = this.numbered(this.screen.over);
    for (const s of this.screens) {
      s.figure.classList.toggle('rh-under', s === under);
      attribute(s.figure, 'aria-hidden', s === under ? 'true' : '');
    }
    if (under) under.show(this.simulation);
  }

  showBar() {
    for (const name of ['bar', 'tools']) part(this.root, name).hidden = false;
    for (const name of ['place', 'stopped']) part(this.root, name).textContent = part(this.screen.figure, 'position').textContent;
    if (this.screen.step) part(this.root, 'progress').value = this.screen.step;
    this.root.querySelector('[data-do=back]').disabled = !this.past.length;
  }

  /** Marks the control to use now, and the step of the article; a test does neither. */
  guide() {
    const isTest = this.mode === 'test';
    const fill = this.root.querySelector('[data-do=fill]');
    if (fill) fill.hidden = !this.screen.fields.some((f) => f.hasSample);
    this.point(isTest ? null : this.screen.waiting);
    this.article.mark(isTest ? null : this.screen, this.screen.waiting);
  }

  /** Marks a field or button and says in words what to do with it. */
  point(control) {
    const old = this.root.querySelector('.rh-here');
    if (old) old.classList.remove('rh-here');
    if (control) control.element.classList.add('rh-here');
    const words = control ? control.say : this.screen.outcome && part(this.screen.figure, 'way');
    part(this.root, 'coach').replaceChildren(...(words ? words.cloneNode(true).childNodes : []));
    if (this.mode === 'watch') this.announce();
  }

  announce() {
    const words = ['place', 'coach'].map((name) => part(this.root, name).textContent.trim());
    part(this.root, 'live').textContent = words.join(' ');
  }

  /** Moves the focus to the new screen. */
  moveFocus() {
    const bar = part(this.root, 'bar');
    if (this.mode === 'watch') {
      this.leadFocus(bar);
      return;
    }
    const { heading } = this.screen;
    const top = bar.getBoundingClientRect().top;
    if (top < 0 || heading.getBoundingClientRect().bottom > innerHeight || this.dock.isOpen) bar.scrollIntoView();
    heading.focus({ preventScroll: true });
    const here = this.dock.isOpen && this.root.querySelector('.rh-here');
    if (here) here.scrollIntoView({ block: 'nearest' });
  }

  /** Moves the focus to what a film can be told; whoever has gone elsewhere
   * meanwhile is left alone. */
  leadFocus(bar) {
    const { activeElement, body } = document;
    const isElsewhere = activeElement !== body && !this.root.contains(activeElement);
    const { waiting } = this.screen;
    if (isElsewhere || waiting && bar.contains(activeElement)) return;
    this.root.querySelector(`[data-do=${waiting ? 'pause' : 'takeover'}]`).focus({ preventScroll: activeElement === body });
  }

  clicked(target) {
    if (!this.screen || target.closest('fieldset:disabled')) return;
    // What an outcome leads to would lie below the sheet.
    if (target.closest('.rh-text a') && !this.article.isBeside()) this.dock.fold(true);
    const button = target.closest('button');
    const field = this.fieldOf(target);
    const { button: number, menu, fill, refresh, reveal, face, skip } = button ? button.dataset : {};
    if (menu !== undefined) this.screen.menus.find((m) => m.element === button).act(this);
    else if (number !== undefined) this.press(+number);
    else if (skip !== undefined) this.skip(button);
    else if (fill !== undefined) this.fillOne(field);
    else if (refresh !== undefined) this.refresh(field);
    else if (reveal !== undefined) field.reveal(button);
    else if (face !== undefined) this.perform(field);
  }

  /** Enter submits, unless it only ends a composition (Safari: 229). */
  keyPressed(event) {
    const { key, target } = event;
    if (event.isComposing || event.keyCode === 229) return;
    if (key === 'Escape' && this.dock.isOpen) this.escape(target);
    if (key !== 'Enter' || !target.matches('input') || !this.fieldOf(target)) return;
    event.preventDefault();
    if (this.screen.submit) this.press(this.screen.submit.number);
  }

  /** Leaves a field with a text, and else folds: what was typed is never lost. */
  escape(target) {
    const field = this.fieldOf(target);
    const isTyped = field && !field.isChoice && field.value;
    this.dock.fold(!isTyped);
    (isTyped ? this.screen.heading : this.dock.handle).focus({ preventScroll: true });
  }

  changed(target) {
    const field = this.fieldOf(target);
    if (!field) return;
    field.touched = true;
    // Which buttons can be pressed may depend on what is chosen.
    if (field.isChoice) field.send(this.simulation);
    this.screen.showTime(this.simulation);
    this.warn(field);
    this.guide();
  }

  fieldOf(target) {
    return this.screen && this.screen.fields.find((f) => f.element.contains(target));
  }

  /** Warns of a field that holds what may be somebody's number. */
  warn(field) {
    const warning = part(this.root, 'warning');
    const real = field && !field.isChoice && numbersIn(field.value).some((n) => !this.samples.has(n));
    if (real) field.element.append(warning);
    if (real || !field || field.element.contains(warning)) warning.hidden = !real;
  }

  press(number) {
    this.screen.send(this.simulation);
    const before = this.simulation.save();
    const result = this.simulation.press(number);
    if (result < 0) return;
    this.effort.presses++;
    if (result === 2) this.effort.mistakes++; // and mistakes lead elsewhere
    if (!result) this.refused();
    else if (this.current() !== this.screen) this.went(before);
    else this.stayed();
  }

  went(before) {
    this.past.push(before);
    this.show();
  }

  /** Shows what a button did that does not lead on. */
  stayed() {
    this.screen.explain(() => 0);
    this.screen.show(this.simulation);
    this.guide();
    this.announce();
  }

  refused() {
    for (const f of this.screen.fields) if (f.isDrawn) f.show(this.simulation);
    this.screen.explain((f) => this.simulation.error(f.number));
    this.screen.showTime(this.simulation);
    this.effort.mistake(this.screen);
    this.guide();
  }

  /** Lets time pass. */
  pass(seconds) {
    const { screen, simulation } = this;
    simulation.tick(seconds);
    const waited = screen.waiting;
    screen.showTime(simulation);
    if (screen.waiting !== waited) this.guide();
  }

  fill(field) {
    field.supply(this.simulation);
    field.show(this.simulation);
    this.changed(field.control);
  }

  /** Says what comes next, as the focus stays where it is. */
  fillOne(field) {
    this.fill(field);
    this.announce();
  }

  fillScreen() {
    for (const field of this.screen.fields) if (field.hasSample) this.fill(field);
    const { waiting } = this.screen;
    if (waiting) (waiting.target || waiting.element).focus();
  }

  /** Passes a face check, or takes that back. */
  perform(field) {
    field.value = 1 - field.value;
    this.changed(field.control);
    this.announce();
  }

  /** Passes a wait; the focus goes to what had to wait. */
  skip(element) {
    const button = this.screen.buttons.find((b) => b.isGuarded && b.wait.element === element);
    button.wait.act(this);
    button.element.focus();
  }

  refresh(field) {
    this.simulation.refresh(field.number);
    field.show(this.simulation);
    this.changed(field.control);
    field.control.focus();
  }

  back() {
    if (!this.past.length) return;
    this.simulation.restore(this.past.pop());
    this.show();
  }

  play() {
    this.watch = new Watch(this);
    this.watch.begin();
  }

  pause() {
    if (this.watch.isPaused) this.watch.run();
    else this.watch.pause();
  }

  step() {
    this.watch.pause();
    this.watch.step();
  }

  /** Goes on by hand where the film has come to; from its end, anew. */
  takeOver() {
    if (!this.screen.waiting) {
      this.start('practise');
      return;
    }
    this.watch.pause();
    this.watch = null;
    this.mode = 'practise';
    this.screen.send(this.simulation);
    this.show();
  }

  /** Puts the storyboard back as it was. */
  close() {
    if (!this.mode) return;
    this.begin(this.mode);
    this.stop();
    for (const s of this.screens) {
      s.leave();
      s.clear();
      s.figure.classList.remove('rh-under');
    }
    this.point(null);
    this.article.mark(null);
    this.screen = null;
    for (const name of ['bar', 'tools', 'end']) part(this.root, name).hidden = true;
    delete this.root.dataset.mode;
    this.article.use();
    this.dock.close();
    this.root.dispatchEvent(new CustomEvent('rehearsal:close', { bubbles: true }));
  }

  /** Marks the steps of a page that was changed in place. */
  patched() {
    if (!this.mode) return;
    this.article.use();
    this.guide();
  }

  /** Leaves the storyboard to another player, as it is another one now. */
  leave() {
    this.close();
    this.listening.abort();
  }
}
