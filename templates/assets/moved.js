// Runs at a former address, and goes where its page is now, to the part that the
// link named: what follows # never reaches a server.
{
  const to = document.currentScript.dataset.to;
  location.replace(to.includes("#") ? to : to + location.hash);
}
