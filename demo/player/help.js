/**
 * What helps those who are at it: the film, and what mistakes call for. near.js
 * fetches it when the player is there.
 */
export { demonstrate, hint } from "./aid.js";
export { explain, list } from "./explain.js";
export { Film } from "./film.js";
