/**
 * The preview in the browser: the page follows its author's saves. It is the
 * first script of a page, so that it sees the page as the server sent it.
 */
import { Editor } from "./editor.js";
import { follow } from "./events.js";
import { refresh } from "./files.js";
import { mark } from "./mark.js";
import { Page } from "./page.js";
import { Panel } from "./panel.js";
import { patched, rehearsals } from "./rehearsals.js";
import { reload, resume } from "./reload.js";
import { script } from "./script.js";

/** @import { News } from "./events.js" */

const { file = "", panel: style = "", note = "" } = script().dataset;
const page = new Page(document);
const editor = new Editor(file);
const panel = new Panel(style, editor, file, note);

let running = false;
/**
 * What was saved since.
 * @type {News | null}
 */
let again = null;

/**
 * Brings the page up to date. Calls while it is at work are taken together.
 * @param {News} news
 */
async function update(news) {
  if (running) {
    again = again ? { all: again.all || news.all, files: [...again.files, ...news.files] } : news;
    return;
  }
  running = true;
  try {
    await bring(news);
  } catch {
    // The server is gone. When it is back, it says so.
  }
  running = false;
  if (again) {
    const next = again;
    again = null;
    update(next);
  }
}

/** @param {News} news */
async function bring(news) {
  const here = location.href.split("#")[0];
  const response = await fetch(here, { cache: "no-cache" });
  if (response.redirected) {
    reload([], rehearsals(), response.url); // the page has another address now
    return;
  }
  const text = await response.text();
  const used = rehearsals();
  const { blocks, isWhole } = page.patch(text);
  if (!isWhole) {
    reload(blocks, used);
    return;
  }
  refresh(news);
  patched(used).then(() => mark(blocks));
}

follow({
  hello: (data) => {
    editor.address = data.editor;
    panel.draw();
  },
  site: update,
  problems: (report) => panel.report(report),
  lost: () => panel.lost(true),
  found: () => panel.lost(false),
});
resume();
