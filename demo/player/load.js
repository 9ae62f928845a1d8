let tries = ""; // what follows an address, after failures

/**
 * Loads a script, and returns what it exports. Many browsers remember that an
 * address failed.
 * @param {string} script
 * @returns {Promise<any>}
 */
export function load(script) {
  return import(/** @type {any} */ (new URL(script + tries, document.baseURI))).catch((error) => {
    tries += "#";
    throw error;
  });
}
