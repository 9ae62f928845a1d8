// What a reader chooses lasts for the visit and no longer: sessionStorage is
// gone with the tab. The device may be shared, and the system's own settings are
// the ones that are meant to stay. Where storage is blocked, a choice is for the
// page.

export function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
