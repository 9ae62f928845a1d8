import { isCalm, part } from './part.js';

/** How long the reader has to read before each action, in milliseconds. */
const pause = 1400;
const perCharacter = { zh: 140, en: 45 };

/** Plays a rehearsal by itself. */
export class Watch {
  constructor(player) {
    this.player = player;
    this.timer = 0;
  }

  get isPaused() {
    return !this.timer;
  }

  /** Starts the film; where the reader wants less motion it waits to be asked. */
  begin() {
    if (isCalm()) this.pause();
    else this.run();
  }

  /** How long what is being said takes to read. */
  get pace() {
    const { root } = this.player;
    const language = root.lang.startsWith('zh') ? 'zh' : 'en';
    return pause + perCharacter[language] * part(root, 'coach').textContent.trim().length;
  }

  /** Goes on after a while, unless nobody sees it any more: it is scrolled
   * away, folded, in a tab behind another, or in a window behind others. */
  run() {
    this.timer = setTimeout(() => {
      if (this.isSeen) this.step();
      else this.pause();
      if (this.timer) this.run();
    }, this.pace);
    this.showPlaying();
  }

  get isSeen() {
    const { dock, root } = this.player;
    const { top, bottom } = root.getBoundingClientRect();
    return !document.hidden && !dock.isFolded && bottom > 0 && top < innerHeight;
  }

  /** Does what was announced. */
  step() {
    const { player } = this;
    const control = player.screen.waiting;
    if (!control) return;
    const { mistakes } = player.effort;
    control.act(player);
    this.showPlaying();
    // At the end, or where samples do not help, to go on would not help either.
    if (!player.screen.waiting || player.effort.mistakes > mistakes) this.pause();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  showPlaying() {
    const { root, screen } = this.player;
    for (const name of ['pause', 'step']) root.querySelector(`[data-do=${name}]`).disabled = !screen.waiting;
    part(root, 'playing').hidden = this.isPaused;
    part(root, 'paused').hidden = !this.isPaused;
  }
}
