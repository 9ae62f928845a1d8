/**
 * The route that the reader is led along, as the storyboard writes it. A leg is a
 * list with commas: the screen, and what is done there. "f3" gives field 3 its
 * sample, "f3:2" option 2, "f3=abc" a text; "w10" waits, "b7" presses button 7,
 * and "x7" does so although that is refused. The leg at the end has but a screen.
 */
import { list } from "./part.js";

/** @typedef {ReturnType<typeof leg>} Leg */

/**
 * Reads legs.
 * @param {string | undefined} text
 */
export const legs = (text) => list(text).map(leg);

/** @param {string} text */
function leg(text) {
  const [screen, ...events] = text.split(",");
  const press = events[events.length - 1] || "";
  return { screen: Number(screen), events, button: Number(press.slice(1) || -1), isRefused: press[0] === "x" };
}

/**
 * The option that is chosen in a field on a leg.
 * @param {Leg | undefined} leg
 * @param {number} field
 */
export function optionOf(leg, field) {
  const event = leg && leg.events.find((e) => e.startsWith(`f${field}:`));
  return event ? Number(event.split(":")[1]) : undefined;
}
