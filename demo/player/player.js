import { address } from "./address.js";
import { firstOpener, isBeside, light, markStep, nameAt, named, useNames } from "./article.js";
import { Button, Wait } from "./button.js";
import { announce, coach } from "./coach.js";
import { attend, dock, fold, foldAway, isDocked, press, relieve, undock } from "./dock.js";
import { Field } from "./field.js";
import { focusFilm, focusScreen, showHere } from "./focus.js";
import { all, attribute, isCalm, number, part, textOf } from "./part.js";
import { Rehearsal } from "./rehearsal.js";
import { load } from "./simulation.js";
import { clear, showBar, showFill } from "./stage.js";
import { plain, warn } from "./warning.js";
/** @import { Simulation } from "./simulation.js" */
/** @import { Effort } from "./effort.js" */
/** @import { Film } from "./film.js" */
/** @typedef {typeof import("./help.js")} Help */
/** @import { Control } from "./screen.js" */

/**
 * Where a rehearsal is.
 * @typedef {object} Place
 * @property {string} screen its name; an unknown one stands for the first
 * @property {number} [leg] the leg of the route, where that passes the screen more than once
 * @property {string} [mode] practise, watch or test; practise if there is none
 * @property {Partial<Effort>} [effort] what it took so far; without it, counting begins anew
 * @property {boolean} [isPaused] whether its film stands still
 * @property {boolean} [isBeside] whether it stands beside the text
 */

/**
 * Takes over a storyboard. Rejects if the response is not a module.
 * @param {HTMLElement} root
 * @param {Response} response
 * @param {() => Promise<Help>} help loads help.js
 */
export async function take(root, response, help) {
  return new Player(root, await load(response), help);
}

/** @type {(player: Player, detail: unknown, mode: string) => void} */
const start = (player, _, mode) => player.start(mode);

/**
 * What the buttons outside the screens, and the page, ask for.
 * @type {{[what: string]: (player: Player, detail: any, what: string) => void}}
 */
const requests = {
  practise: start,
  watch: start,
  test: start,
  restart: (player) => player.start(player.mode),
  goto: (player, place) => player.goto(place),
  resume: (player, place) => player.resume(place),
  from: (player, button) => player.from(button),
  fill: (player) => player.fillScreen(),
  back: (player) => player.back(),
  pause: (player) => player.film && player.film.toggle(),
  step: (player) => player.step(),
  takeover: (player) => player.takeOver(),
  stretch: (player) => press(player.root) && player.focus(),
  close: (player) => player.close(),
  patched: (player) => player.patched(),
};

/** What the reader, the page and the film do with a rehearsal, and what is shown then. */
class Player {
  /**
   * @param {HTMLElement} root
   * @param {Simulation} simulation
   * @param {() => Promise<Help>} learn
   */
  constructor(root, simulation, learn) {
    this.root = root;
    this.learn = learn;
    /**
     * What a film needs, and what mistakes call for. It is fetched when the player
     * is there, so that nothing has to be while somebody rehearses.
     * @type {Help | undefined}
     */
    this.help = undefined;
    learn().then(
      (help) => {
        this.help = help;
      },
      () => {}, // to be tried again by a film
    );
    this.rehearsal = new Rehearsal(root, simulation);
    this.samples = new Set(all(root, "[data-sample]").map((e) => plain(e.dataset.sample || "")));
    /** @type {Film | null} */
    this.film = null;
    this.clock = 0;
    /**
     * The step of the article that was marked last.
     * @type {HTMLElement | null | undefined}
     */
    this.marked = null;
    /**
     * The control that was pointed to last.
     * @type {Control | null | undefined}
     */
    this.pointed = null;
    /**
     * The control that a hint was given about, in a test.
     * @type {Control | null | undefined}
     */
    this.hinted = null;
    this.listening = new AbortController();
    const { signal } = this.listening;
    attend(root, () => this.focus(), signal);
    /** @type {(target: EventTarget, types: string, listener: (event: any) => void) => void} */
    const listen = (target, types, listener) => {
      for (const type of types.split(" ")) target.addEventListener(type, listener, { signal });
    };
    listen(root, "click", (event) => this.clicked(event.target));
    listen(root, "keydown", (event) => this.keyPressed(event));
    listen(root, "input compositionend", ({ isComposing, target }) => {
      const field = this.screen.fieldOf(target);
      if (field && !isComposing) this.changed(field);
    });
    listen(document, "pointerover pointerout focusin focusout click keydown", (event) => this.happened(event));
  }

  /** How the reader uses the rehearsal; "" while it rests. */
  get mode() {
    return this.root.dataset.mode || "";
  }

  set mode(mode) {
    attribute(this.root, "data-mode", mode);
    this.useNames();
  }

  /** The screen that is shown. */
  get screen() {
    return this.rehearsal.screen;
  }

  /**
   * Loads what a request cannot be answered without.
   * @param {string} what
   * @param {any} [detail]
   */
  async prepare(what, detail) {
    if (!requests[what] || /watch|resume/.test(what) || (detail && detail.mode === "watch"))
      this.help = await this.learn();
  }

  /**
   * Does what a button outside the screens, or the page, asks for: what help.js
   * exports among it.
   * @param {string} what
   * @param {unknown} [detail]
   */
  request(what, detail) {
    (requests[what] || /** @type {any} */ (this.help)[what])(this, detail, what);
  }

  /**
   * Begins anew, or goes back to rest.
   * @param {string} mode "" for rest
   * @param {Partial<Effort>} [effort]
   */
  begin(mode, effort) {
    this.endFilm();
    clearInterval(this.clock);
    relieve(this.root);
    part(this.root, "demonstrate").hidden = true;
    this.hinted = null;
    this.mode = mode;
    this.rehearsal.restart(effort);
    if (mode) this.clock = setInterval(() => this.pass(1), 1000);
    warn(this.root, null, this.samples);
  }

  endFilm() {
    if (this.film) this.film.end();
    this.film = null;
  }

  /** @param {string} mode */
  start(mode) {
    this.begin(mode);
    if (isBeside(this.root)) this.dock();
    this.play();
  }

  /** @param {HTMLElement} [opener] */
  dock(opener) {
    dock(this.root, () => this.close(), opener);
  }

  /**
   * Begins at the step of the article that a button stands at.
   * @param {HTMLElement} button
   */
  from(button) {
    const step = /** @type {HTMLElement} */ (button.closest("[data-screen]"));
    this.dock(button);
    const { screen = "", leg } = step.dataset;
    this.goto({ screen, leg: number(leg) });
    step.scrollIntoView(); // the sheet must not cover it
  }

  /**
   * Goes to a place: all that comes before its screen is done with the samples.
   * @param {Place} place
   */
  goto({ screen, leg, mode = "practise", effort, isPaused, isBeside }) {
    const target = this.rehearsal.named(screen);
    const opener = isBeside && firstOpener(this.root);
    if (opener) this.dock(opener);
    this.begin(mode, effort);
    this.rehearsal.skipTo(target, leg);
    this.play();
    if (this.film && isPaused === !this.film.isPaused) this.film.toggle();
  }

  /**
   * Goes on where the page's address says, after a reload or from a link, unless the
   * rehearsal was begun meanwhile. A test is one piece: it begins anew.
   * @param {string} place as address.js writes it
   */
  resume(place) {
    const [, mode, screen, leg, beside] = place.split("/");
    if (this.mode || requests[mode] !== start) return;
    if (mode === "test") this.start(mode);
    else this.goto({ mode, screen, leg: number(leg), isBeside: Boolean(beside) || isBeside(this.root) });
  }

  /**
   * Where the rehearsal is, to be gone to later, perhaps when its flow has changed.
   * @returns {Place}
   */
  save() {
    return {
      screen: this.screen.id,
      mode: this.mode,
      effort: this.rehearsal.effort,
      isPaused: Boolean(this.film && this.film.isPaused),
      isBeside: isDocked(this.root),
    };
  }

  /** Shows the screen that the simulation is at, and lets a film begin. */
  play() {
    this.show();
    if (this.mode !== "watch" || !this.help) return;
    this.film = new this.help.Film(this.root, this.rehearsal, (control) => this.use(control));
    this.film.begin();
  }

  /** Shows the screen that the simulation is at. */
  show() {
    const { mode, rehearsal, root } = this;
    fold(this.root, false);
    rehearsal.show(mode !== "watch");
    const { at, effort, past, screen } = rehearsal;
    screen.tell(mode === "test");
    warn(root, null, this.samples);
    showBar(root, screen, past.length > 0, at);
    effort.show(root, screen.outcome);
    if (this.help) this.help.list(root, effort);
    this.guide();
    announce(root);
    this.focus();
    address(root, [mode, screen.id, Math.max(at, 0), isDocked(root) ? "beside" : ""].join("/"));
    const detail = { screen: screen.id, mode, outcome: screen.outcome, effort, save: () => this.save() };
    root.dispatchEvent(new CustomEvent("rehearsal:screen", { bubbles: true, detail }));
  }

  /** Marks the control to use now, and the step of the article; a test does neither
   * unless asked. */
  guide() {
    const { mode, root, screen } = this;
    const guided = mode === "test" && this.hinted !== screen.waiting ? null : screen;
    const control = guided && guided.waiting;
    showFill(root, screen);
    coach(root, guided, control, this.rehearsal.at);
    screen.nameEnter();
    if (mode === "watch") announce(root);
    if (mode && control !== this.pointed) showHere(root);
    this.pointed = control;
    const step = markStep(root, guided, control);
    // The step that the rehearsal has come to stays in sight.
    if (!step || step === this.marked) return;
    this.marked = step;
    if (isDocked(this.root)) step.scrollIntoView({ block: "nearest", behavior: isCalm() ? "auto" : "smooth" });
  }

  /** Moves the focus to the screen that is shown. */
  focus() {
    if (this.mode === "watch") focusFilm(this.root, this.screen);
    else focusScreen(this.root, this.screen, isDocked(this.root));
  }

  /** @param {Element} target */
  clicked(target) {
    if (target.closest("fieldset:disabled")) return;
    // What an outcome links to would lie below the sheet.
    if (target.closest(".rh-text a") && !isBeside(this.root)) fold(this.root, true);
    const button = target.closest("button");
    if (!button || button.dataset.do) return;
    const control = this.screen.controlOf(button);
    const field = this.screen.fieldOf(button);
    if (control) this.use(control);
    else if (field) this.useField(field, button);
    if (control instanceof Wait) control.button.element.focus();
  }

  /**
   * Does what a control is there for; a field is filled in.
   * @param {Control} control
   */
  use(control) {
    if (control instanceof Field) this.fill(control);
    else if (control instanceof Wait) this.pass(control.left(this.rehearsal.simulation));
    else if (control instanceof Button) this.press(control.number);
    else {
      control.open(!control.isOpen);
      this.guide();
    }
  }

  /**
   * Does what one of a field's own buttons asks for.
   * @param {Field} field
   * @param {HTMLElement} button
   */
  useField(field, button) {
    const { dataset } = button;
    if ("reveal" in dataset) field.reveal(button);
    else if ("refresh" in dataset) {
      this.rehearsal.refresh(field);
      this.changed(field);
      field.control.focus();
    } else {
      if ("fill" in dataset) this.fill(field);
      else {
        field.value = 1 - Number(field.value); // a face check, passed or taken back
        this.changed(field);
      }
      announce(this.root); // the focus stays where it is
    }
  }

  /**
   * Enter goes to the next empty field and submits from the last one, unless it
   * only ends a composition (Safari: 229).
   * @param {KeyboardEvent} event
   */
  keyPressed(event) {
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (event.isComposing || event.keyCode === 229) return;
    const field = this.screen.fieldOf(target);
    if (key === "Escape" && isDocked(this.root)) this.escape(field);
    if (key !== "Enter" || !field || !target.matches("input")) return;
    event.preventDefault();
    const { submit } = this.screen;
    const next = this.screen.after(field);
    if (next) next.target.focus();
    else if (submit) this.press(submit.number);
  }

  /**
   * Leaves a field with a text; otherwise folds, so that nothing typed is lost.
   * @param {Field} [field]
   */
  escape(field) {
    if (field && !field.isChoice && field.value) {
      fold(this.root, false);
      this.screen.heading.focus({ preventScroll: true });
    } else foldAway(this.root);
  }

  /** @param {Field} field */
  changed(field) {
    this.rehearsal.changed(field);
    warn(this.root, field, this.samples);
    this.guide();
  }

  /** @param {number} number */
  press(number) {
    const result = this.rehearsal.press(number);
    if (this.rehearsal.current !== this.screen) this.show();
    else {
      this.guide();
      if (!result) this.explain();
      if (result > 0) announce(this.root);
      if (result < 0) this.excuse(number);
    }
  }

  /** Explains why a press was refused, if there is help. */
  explain() {
    const { learn, screen } = this;
    learn().then(
      (help) => screen === this.screen && help.explain(this),
      () => {},
    );
  }

  /**
   * Has a screen reader say why a button cannot be pressed.
   * @param {number} number
   */
  excuse(number) {
    const { wait } = this.screen.button(number) || {};
    if (wait) part(this.root, "live").textContent = textOf(wait.description);
  }

  /** @param {number} seconds */
  pass(seconds) {
    if (this.rehearsal.pass(seconds)) this.guide();
  }

  /** @param {Field} field */
  fill(field) {
    this.rehearsal.fill(field);
    this.changed(field);
  }

  fillScreen() {
    for (const field of this.screen.fields) if (field.hasSample) this.fill(field);
    const { waiting } = this.screen;
    if (waiting) (waiting instanceof Field ? waiting.target : waiting.element).focus();
  }

  back() {
    if (this.rehearsal.back()) this.show();
  }

  /** Lets a film go one step further. */
  step() {
    if (!this.film) return;
    this.film.pause();
    this.film.step();
  }

  /** Goes on by hand from where the film is; from its end, anew. */
  takeOver() {
    const { rehearsal, screen } = this;
    if (!screen.waiting) {
      this.start("practise");
      return;
    }
    this.endFilm();
    this.mode = "practise";
    screen.send(rehearsal.simulation);
    this.show();
  }

  /** Puts the storyboard back as it was. */
  close() {
    if (!this.mode) return;
    this.begin("");
    clear(this.root, this.rehearsal.screens);
    coach(this.root, null);
    markStep(this.root, null);
    undock(this.root);
    address(this.root, "");
    this.root.dispatchEvent(new CustomEvent("rehearsal:close", { bubbles: true }));
  }

  /** Marks the steps of a page that was changed in place. */
  patched() {
    if (!this.mode) return;
    this.useNames();
    this.guide();
  }

  /** Leaves the storyboard to another player, because it is another one now. */
  leave() {
    this.close();
    this.listening.abort();
  }

  /** Makes the names of controls lead to them while the rehearsal is used. In a
   * test that would be a hint, and end it. */
  useNames() {
    useNames(this.root, this.isOpenBook);
  }

  get isOpenBook() {
    return /practise|watch/.test(this.mode);
  }

  /**
   * Answers what happens at the name of a control in the article.
   * @param {Event} event
   */
  happened(event) {
    const name = this.mode !== "test" && nameAt(this.root, /** @type {Node} */ (event.target));
    if (!name) return;
    const { key, type } = /** @type {KeyboardEvent} */ (event);
    if (/^(pointer|focus)/.test(type)) light(this.root, /(over|in)$/.test(type) ? name : null);
    else if (this.isOpenBook && (type === "click" || key === "Enter" || key === " ")) {
      event.preventDefault();
      this.visit(name);
    }
  }

  /**
   * Goes to a control that the article names, whichever screen it is on.
   * @param {HTMLElement} name
   */
  visit(name) {
    const { on = "" } = name.dataset;
    if (this.screen.id !== on) this.goto({ screen: on, mode: this.mode });
    fold(this.root, false);
    const control = named(this.root, name);
    const field = control && this.screen.fieldOf(control);
    if (control) (field ? field.target : control).focus();
    light(this.root, name);
  }
}
