// Runs at a former address, and goes where its page is now, to the part that the
// link named: what follows # never reaches a server.
{
  const { to = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  location.replace(to.includes("#") ? to : to + location.hash);
}
