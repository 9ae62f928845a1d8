// Runs before anything is seen, so that no page flashes in colours and a size of
// text other than those that the reader has chosen. It also says that there will
// be scripts, by which style sheets keep room for what these bring: old browsers
// do not know @media (scripting), and not all that have scripts have modules.
{
  const dataset = document.documentElement.dataset;
  try {
    const theme = sessionStorage.getItem("theme");
    if (theme === "light" || theme === "dark") dataset.theme = theme;
    const size = sessionStorage.getItem("size");
    if (size) dataset.size = size;
  } catch {
    // Storage is blocked: nothing was chosen.
  }
  // Until the page is whole and its script runs, tabs show one panel, and the
  // foot of a short page, which would move while it comes, is not seen. If
  // anything fails, or the script is late, everything shows.
  if ("noModule" in HTMLScriptElement.prototype) {
    dataset.scripted = "";
    dataset.coming = "";
    const giveUp = () => {
      delete dataset.coming;
    };
    addEventListener("error", giveUp, true);
    setTimeout(giveUp, 5000);
  }
}
