// How long the connection may be gone before the author is told, in ms.
const patience = 1500;

/** Passes the server's events on. handlers are called by the events' names,
 * lost and found when the server is gone and back. */
export function follow(handlers) {
  let source;
  let id = ""; // of the last event
  let timer;

  const take = (event) => {
    if (event.lastEventId) id = event.lastEventId;
    handlers[event.type](JSON.parse(event.data));
  };
  const connect = () => {
    if (source) return;
    source = new EventSource("/__rehearse/events" + (id && "?after=" + encodeURIComponent(id)));
    for (const name of ["hello", "site", "problems"]) source.addEventListener(name, take);
    source.onopen = () => {
      clearTimeout(timer);
      timer = 0;
      handlers.found();
    };
    source.onerror = () => {
      if (!timer) timer = setTimeout(handlers.lost, patience);
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(() => document.hidden || connect(), patience);
      }
    };
  };
  const disconnect = () => {
    if (source) source.close();
    source = undefined;
  };
  // Browsers open few connections to one server, all tabs together. A tab that
  // nobody sees lets its own go and catches up when it is looked at.
  const look = () => (document.hidden ? disconnect() : connect());
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", look);
  look();
}
