const key = "theme";

// The choice lasts for the visit and no longer: sessionStorage is gone with the
// tab. The device may be shared, and the system's own setting is the one that
// is meant to stay.
function remembered() {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // Storage is blocked; the switch works for this page.
  }
}

function remember(value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

// theme lets the reader choose light or dark over what the system says.
export function theme() {
  const group = document.querySelector("[data-theme-switch]");
  if (!group) return;
  const show = (value) => {
    if (value === "light" || value === "dark") document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
  };
  show(remembered() || "auto");
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    show(button.value);
    remember(button.value);
  });
  group.hidden = false;
}
