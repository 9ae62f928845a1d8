/** What readers can ask for when they are stuck. */
import { announce } from "./coach.js";
import { point } from "./finger.js";
import { isCalm, part } from "./part.js";

/** @import { Field } from "./field.js" */

/**
 * What these need of the player, which is not loaded here.
 * @typedef {Awaited<ReturnType<typeof import("./player.js").take>>} Player
 */

/** How long the finger takes to get there, and between two characters, in milliseconds. */
const arrival = 1000;
const perCharacter = 120;

/**
 * Says in a test what to do now, and counts it.
 * @param {Player} player
 */
export function hint(player) {
  const { rehearsal, root, screen } = player;
  rehearsal.effort.hints++;
  player.hinted = screen.waiting;
  player.guide();
  announce(root);
}

/**
 * Fills in the field at which that is offered, as a film does, and hands back.
 * @param {Player} player
 */
export async function demonstrate(player) {
  const { root, screen } = player;
  const offer = part(root, "demonstrate");
  const field = /** @type {Field} */ (screen.fieldOf(offer));
  const isOver = () => player.screen !== screen || player.mode !== "practise";
  offer.hidden = true;
  field.target.focus();
  point(root, field);
  await rest(arrival);
  const text = field.isDrawn ? field.shown || "" : field.sample;
  for (let n = 1; n < text.length && !field.isChoice && !isCalm() && !isOver(); n++) {
    field.value = text.slice(0, n);
    await rest(perCharacter);
  }
  point(root, null);
  if (isOver()) return;
  player.use(field);
  const { waiting } = screen;
  if (waiting) ("target" in waiting ? waiting.target : waiting.element).focus();
  announce(root);
}

/** @param {number} ms */
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
