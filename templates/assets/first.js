// Runs before anything is seen, so that no page flashes in the colours and the
// size of text that the reader has chosen others for.
{
  const dataset = document.documentElement.dataset;
  try {
    const theme = sessionStorage.getItem("theme");
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    const size = sessionStorage.getItem("size");
    if (size) dataset.size = size;
  } catch {
    // Storage is blocked: there is nothing to go by.
  }
  // Tabs that are seen before their script is there show one panel, so that
  // nothing moves when it comes; if anything fails, or it lags, they show all.
  if ("noModule" in HTMLScriptElement.prototype) {
    dataset.coming = "";
    const giveUp = () => delete dataset.coming;
    addEventListener("error", giveUp, true);
    setTimeout(giveUp, 5000);
  }
}
