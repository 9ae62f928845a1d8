/**
 * What a reader chooses lasts for the visit and no longer: sessionStorage is
 * gone with the tab. The device may be shared, and the system's own settings are
 * the ones that are meant to stay. Where storage is blocked, a choice lasts for
 * the page.
 */

/**
 * What was kept under a key.
 * @param {string} key
 */
export function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As said above.
  }
}
