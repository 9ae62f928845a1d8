// finder fetches the search, which is not small, when the reader first asks
// for it.
export function finder() {
  const button = document.querySelector("[data-search]");
  if (!button) return;
  const open = () => start(button);
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (asksForSearch(event)) {
      event.preventDefault();
      open();
    }
  });
  button.hidden = false;
}

async function start(button) {
  const data = button.dataset;
  const label = button.querySelector("span");
  const name = (data.name = data.name || label.textContent);
  try {
    const loaded = await Promise.all([import(absolute(data.script)), styled(absolute(data.style))]);
    label.textContent = name;
    label.removeAttribute("role");
    button.classList.remove("failed");
    await loaded[0].open(button);
  } catch {
    label.setAttribute("role", "status");
    label.textContent = data.failed;
    button.classList.add("failed");
  }
}

// A module resolves addresses against its own; the page's are meant here.
function absolute(href) {
  return new URL(href, document.baseURI).href;
}

// styled waits for the style sheet, so that nothing is seen unstyled.
function styled(href) {
  const known = [...document.styleSheets].some((sheet) => sheet.href === href);
  if (known) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(href));
    };
    document.head.append(link);
  });
}

function asksForSearch(event) {
  if (event.isComposing || event.defaultPrevented || event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "k";
  return event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable], dialog");
}
