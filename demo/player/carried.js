/** Stands in for load.js on a page that carries all scripts with it. */
import * as help from "./help.js";
import * as player from "./player.js";
import * as values from "./values.js";

/** @type {{[name: string]: any}} */
const modules = { help, player, values };

/**
 * Returns what a script exports.
 * @param {string} name
 * @returns {Promise<any>}
 */
export const load = async (name) => modules[name];
