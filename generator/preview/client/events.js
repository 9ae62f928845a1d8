/** How long the connection may be gone before the author is told, in ms. */
const patience = 1500;

/** @typedef {{all: boolean, files: string[]}} News What an author has saved: the URLs of files, or all. */

/**
 * A mistake of an author, with the text of its line.
 * @typedef {object} Problem
 * @property {string} severity error, warning or note
 * @property {string} file
 * @property {number} line
 * @property {number} col
 * @property {string} rule
 * @property {string} message
 * @property {string} hint
 * @property {string} before the line up to the position
 * @property {string} marked what the problem is about
 * @property {string} after
 */

/** @typedef {{errors: number, warnings: number, problems: Problem[]}} Report What is wrong with the site. */

/**
 * What is called by the names of the server's events, and lost and found when
 * the server is gone and back.
 * @typedef {object} Handlers
 * @property {(data: {editor: string}) => void} hello
 * @property {(news: News) => void} site
 * @property {(report: Report) => void} problems
 * @property {() => void} lost
 * @property {() => void} found
 */

/**
 * Passes the server's events on.
 * @param {Handlers} handlers
 */
export function follow(handlers) {
  /** @type {EventSource | undefined} */
  let source;
  let id = ""; // of the last event
  let timer = 0;

  /**
   * @param {"hello" | "site" | "problems"} name
   * @param {MessageEvent} event
   */
  const take = (name, event) => {
    if (event.lastEventId) id = event.lastEventId;
    handlers[name](JSON.parse(event.data));
  };
  const connect = () => {
    if (source) return;
    source = new EventSource(`/__rehearse/events${id && `?after=${encodeURIComponent(id)}`}`);
    for (const name of /** @type {const} */ (["hello", "site", "problems"])) {
      source.addEventListener(name, (event) => take(name, event));
    }
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
