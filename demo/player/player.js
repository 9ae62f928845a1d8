import { looksReal, plain } from './numbers.js';
import { part } from './part.js';
import { Screen } from './screen.js';
import { Simulation } from './simulation.js';
import { Watch } from './watch.js';

/** Takes a storyboard over. Rejects where its module cannot be had. */
export async function take(root) {
  return new Player(root, await Simulation.load(root.dataset.module));
}

/** What the buttons outside the screens ask for, by data-do. */
const requests = {
  practise: (player) => player.start('practise'),
  watch: (player) => player.start('watch'),
  test: (player) => player.start('test'),
  restart: (player) => player.start(player.mode),
  goto: (player, id) => player.goto(id),
  fill: (player) => player.fillScreen(),
  back: (player) => player.back(),
  pause: (player) => player.pause(),
  step: (player) => player.step(),
  takeover: (player) => player.takeOver(),
  close: (player) => player.close(),
};

class Player {
  constructor(root, simulation) {
    this.root = root;
    this.simulation = simulation;
    this.screens = [...root.querySelectorAll('[data-screen]')].map((figure) => new Screen(figure));
    this.samples = new Set([...root.querySelectorAll('[data-sample]')].map((e) => plain(e.dataset.sample)));
    root.addEventListener('click', (event) => this.clicked(event.target));
    root.addEventListener('keydown', (event) => this.keyPressed(event));
    root.addEventListener('input', (event) => event.isComposing || this.changed(event.target));
    root.addEventListener('compositionend', (event) => this.changed(event.target));
  }

  /** How the reader uses the rehearsal; undefined while it rests. */
  get mode() {
    return this.root.dataset.mode;
  }

  set mode(mode) {
    this.root.dataset.mode = mode;
  }

  /** Does what a button outside the screens, or the page, asks for. */
  request(what, detail) {
    requests[what]?.(this, detail);
  }

  begin(mode) {
    this.watch?.pause();
    this.watch = null;
    this.mode = mode;
    this.simulation.restart();
    this.past = [];
    this.presses = this.mistakes = 0;
    this.began = performance.now();
    this.warn(null);
  }

  start(mode) {
    this.begin(mode);
    this.show();
    if (mode === 'watch') this.play();
  }

  /** Begins at a screen: all that comes before it is done with the samples. */
  goto(id) {
    const target = this.screens.find((s) => s.id === id);
    if (!target) return;
    this.begin('practise');
    for (const screen of this.wayTo(target)) {
      this.current().supply(this.simulation, screen.choices);
      const before = this.simulation.save();
      if (this.simulation.press(screen.via) !== 1) break;
      this.past.push(before);
      if (this.current() !== screen) break;
    }
    this.show();
  }

  /** The screens from the one after the start up to the target. */
  wayTo(target) {
    const way = [];
    for (let s = target; s?.via !== undefined && way.length < this.screens.length; s = this.owner(s.via)) way.unshift(s);
    return way;
  }

  owner(button) {
    return this.screens.find((s) => s.buttons.some((b) => b.number === button));
  }

  /** The screen that the simulation is at. */
  current() {
    return this.screens.find((s) => s.number === this.simulation.screen());
  }

  /** Shows the screen that the simulation is at. */
  show() {
    this.screen?.leave();
    const screen = this.screen = this.current();
    screen.enter(this.simulation, this.mode !== 'watch');
    this.warn(null);
    this.showBar();
    this.showEnd();
    this.guide();
    this.announce();
    this.moveFocus();
    const { mode } = this;
    const detail = { screen: screen.id, mode, outcome: screen.outcome };
    this.root.dispatchEvent(new CustomEvent('rehearsal:screen', { bubbles: true, detail }));
  }

  showBar() {
    for (const name of ['bar', 'tools']) part(this.root, name).hidden = false;
    part(this.root, 'place').textContent = part(this.screen.figure, 'position').textContent;
    if (this.screen.step) part(this.root, 'progress').value = this.screen.step;
    this.root.querySelector('[data-do=back]').disabled = !this.past.length;
    this.root.querySelector('[data-do=fill]').disabled = !this.screen.fields.length;
  }

  showEnd() {
    const { outcome } = this.screen;
    const success = outcome === 'success';
    part(this.root, 'end').hidden = !outcome;
    part(this.root, 'end-success').hidden = !success;
    part(this.root, 'end-else').hidden = success;
    part(this.root, 'presses').textContent = this.presses;
    part(this.root, 'mistakes').textContent = this.mistakes;
    part(this.root, 'time').textContent = Math.round((performance.now() - this.began) / 1000);
  }

  /** Marks the control to use now, except in a test. */
  guide() {
    this.point(this.mode === 'test' ? null : this.screen.waiting);
  }

  /** Marks a field or button and says in words what to do with it. */
  point(control) {
    this.root.querySelector('.rh-here')?.classList.remove('rh-here');
    control?.element.classList.add('rh-here');
    const words = control?.say ?? (this.screen.outcome && part(this.screen.figure, 'way'));
    part(this.root, 'coach').replaceChildren(...(words?.cloneNode(true).childNodes ?? []));
    if (this.mode === 'watch') this.announce();
  }

  announce() {
    const words = ['place', 'coach'].map((name) => part(this.root, name).textContent.trim());
    part(this.root, 'live').textContent = words.join(' ');
  }

  /** Moves the focus to the new screen; in watch mode to the pause button. */
  moveFocus() {
    const bar = part(this.root, 'bar');
    if (this.mode === 'watch') {
      if (!bar.contains(document.activeElement)) this.root.querySelector('[data-do=pause]').focus();
      return;
    }
    const { heading } = this.screen;
    const top = bar.getBoundingClientRect().top;
    if (top < 0 || heading.getBoundingClientRect().bottom > innerHeight) bar.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  clicked(target) {
    if (!this.screen || target.closest('fieldset:disabled')) return;
    const button = target.closest('button');
    const field = this.fieldOf(target);
    const { button: number, fill, refresh, reveal } = button?.dataset ?? {};
    if (number !== undefined) this.press(+number);
    else if (fill !== undefined) this.fillOne(field);
    else if (refresh !== undefined) this.refresh(field);
    else if (reveal !== undefined) field.reveal(button);
  }

  /** Enter submits, unless it only ends a composition (Safari: 229). */
  keyPressed(event) {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (!event.target.matches('input') || !this.fieldOf(event.target)) return;
    event.preventDefault();
    if (this.screen.submit) this.press(this.screen.submit.number);
  }

  changed(target) {
    const field = this.fieldOf(target);
    if (!field) return;
    field.touched = true;
    this.warn(field);
    this.guide();
  }

  fieldOf(target) {
    return this.screen?.fields.find((f) => f.element.contains(target));
  }

  /** Warns of a field that holds what may be somebody's number. */
  warn(field) {
    const warning = part(this.root, 'warning');
    const text = field && !field.isChoice ? plain(field.value) : '';
    const real = looksReal(text) && !this.samples.has(text);
    if (real) field.element.append(warning);
    if (real || !field || field.element.contains(warning)) warning.hidden = !real;
  }

  press(number) {
    this.screen.send(this.simulation);
    const before = this.simulation.save();
    const result = this.simulation.press(number);
    if (result < 0) return;
    this.presses++;
    if (result) this.went(before);
    else this.refused();
  }

  went(before) {
    if (this.current() !== this.screen) this.past.push(before);
    this.show();
  }

  refused() {
    this.mistakes++;
    for (const f of this.screen.fields) if (f.kind === 'captcha') f.show(this.simulation);
    this.screen.explain((f) => this.simulation.error(f.number));
    this.guide();
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
    this.screen.waiting?.element.focus();
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
    this.watch.prepare();
    this.watch.run();
    this.showPlaying();
  }

  pause() {
    if (this.screen.outcome) this.start('watch');
    else if (this.watch.isPaused) this.watch.run();
    else this.watch.pause();
    this.showPlaying();
  }

  step() {
    this.watch.pause();
    this.watch.step();
    this.showPlaying();
  }

  showPlaying() {
    part(this.root, 'playing').hidden = this.watch.isPaused;
    part(this.root, 'paused').hidden = !this.watch.isPaused;
  }

  /** Goes on by hand where the film has come to. */
  takeOver() {
    this.watch.pause();
    this.watch = null;
    this.mode = 'practise';
    this.screen.send(this.simulation);
    this.show();
  }

  /** Puts the storyboard back as it was. */
  close() {
    this.begin(this.mode);
    for (const s of this.screens) {
      s.leave();
      s.clear();
    }
    this.screen = null;
    this.root.querySelector('.rh-here')?.classList.remove('rh-here');
    delete this.root.dataset.mode;
    for (const name of ['bar', 'tools', 'end']) part(this.root, name).hidden = true;
    this.root.querySelector('[data-do=practise]').focus();
    this.root.dispatchEvent(new CustomEvent('rehearsal:close', { bubbles: true }));
  }
}
