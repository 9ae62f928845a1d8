// Holds in Firefox and WebKit, beside Chromium, what a reader needs: pages that
// do not pan sideways, right step numbers, a search that finds, rehearsals that
// can be played to their end. Whatever an engine complains of is a fault.
//
//   node engines.mjs SITE [chromium firefox webkit]
//
// WebKit needs a display; without one, Xvfb is started.
import { spawn } from "node:child_process";
import puppeteer from "puppeteer-core";
import { serve } from "./site.mjs";
import { guide, home, list } from "./views.mjs";

const widths = [320, 390, 768, 1024, 1280];
const paths = [home, list, guide, "/handbook/markdown/", "/safety/fake-sites/", `/en${guide}`];

/** A page that shows others in a frame: windows cannot be as narrow as a phone. */
const frame = "<!DOCTYPE html><meta charset=utf-8><title>engines</title><iframe height=800></iframe>";

/** Comes first in every page, and collects in the frame's page what goes wrong. */
const witness = `{
  const { faults = (parent.faults = []) } = parent;
  const note = (text) => faults.push(location.pathname + ": " + text);
  addEventListener("error", (e) => note(e.message || e.target.src || e.target.href), true);
  addEventListener("unhandledrejection", (e) => note("rejected: " + e.reason));
  document.addEventListener("securitypolicyviolation", (e) => note("against the policy: " + e.blockedURI));
  for (const level of ["error", "warn"]) console[level] = (...words) => note(words.join(" "));
}`;

// What follows runs in the page with the frame.

/** Shows a page, and reports whether it pans sideways or counts steps wrongly. */
async function look(path, width) {
  const element = document.querySelector("iframe");
  element.width = width;
  await new Promise((resolve) => {
    element.onload = resolve;
    element.src = path;
  });
  const { contentDocument, contentWindow } = element;
  await new Promise((resolve) => setTimeout(resolve, 300));
  const root = contentDocument.documentElement;
  const faults = window.faults || [];
  window.faults = [];
  if (root.scrollWidth > root.clientWidth) faults.push(`${path} pans by ${root.scrollWidth - root.clientWidth} px`);
  for (const steps of contentDocument.querySelectorAll(".steps[start]")) {
    // It would hide the list's own counter, where that begins later.
    if (/\bstep\b/.test(contentWindow.getComputedStyle(steps).counterReset)) faults.push(`${path} counts from 1 again`);
  }
  return faults;
}

/** Searches on the page that is shown. */
async function search(text) {
  const { contentDocument } = document.querySelector("iframe");
  const wait = async (selector) => {
    for (let i = 0; i < 100; i++) {
      const found = contentDocument.querySelector(selector);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain for ${selector}`);
  };
  contentDocument.querySelector(".find").click();
  const input = await wait("dialog.search input");
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await wait("dialog.search [role=option] mark");
  contentDocument.querySelector("dialog.search").close();
  return window.faults;
}

/** Begins to practise rehearsal n of the page that is shown. */
async function begin(n) {
  const root = document.querySelector("iframe").contentDocument.querySelectorAll("[data-module]")[n];
  root.querySelector("[data-do=practise]").click();
  for (let i = 0; i < 100 && !root.querySelector(".rh-on"); i++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  return root.querySelector(".rh-on") ? [] : [`${root.id} does not begin`];
}

/** Plays rehearsal n to its end: does what it says is to be done next. */
async function play(n) {
  const { contentDocument, contentWindow } = document.querySelector("iframe");
  const kept = () =>
    [contentWindow.sessionStorage.length, contentWindow.localStorage.length, contentDocument.cookie].join();
  const before = kept();
  const root = contentDocument.querySelectorAll("[data-module]")[n];
  const isOver = () => !root.querySelector("[data-part=end]").hidden;
  for (let i = 0; i < 200 && !isOver(); i++) {
    const here = root.querySelector(".rh-here");
    if (!here) break;
    // A question without a sample is answered with its first option.
    const choices = "[data-fill]:not([hidden]), [data-face], [type=radio], [type=checkbox]";
    (here.querySelector(choices) || here).click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const faults = window.faults || [];
  if (!isOver()) faults.push(`${root.id} has not come to its end`);
  if (kept() !== before) faults.push(`${root.id} has stored something`);
  root.querySelector("[data-do=close]").click();
  return faults;
}

// What follows runs here.

/** Starts a browser by puppeteer: {open, run, close}. */
const byPuppeteer = (options) => async () => {
  const browser = await puppeteer.launch({ headless: true, args: ["--no-sandbox"], ...options });
  const page = await browser.newPage();
  return {
    open: (address) => page.goto(address),
    run: (action, ...args) => page.evaluate(action, ...args),
    close: () => browser.close(),
  };
};

/** The same by WebDriver, which is what WebKit speaks. */
async function webkit() {
  const started = [];
  const start = (name, args, env = process.env) => {
    const child = spawn(name, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    started.push(child);
    return child;
  };
  const close = () => {
    for (const child of started) child.kill();
  };
  const env = { ...process.env, WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  if (process.getuid() === 0) env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";
  if (!env.DISPLAY) {
    const { stdout } = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
    env.DISPLAY = `:${await new Promise((resolve) => stdout.once("data", (data) => resolve(String(data).trim())))}`;
  }
  const port = 20000 + (process.pid % 20000);
  start("WebKitWebDriver", [`--port=${port}`], env);
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(value.message || value.error);
    return value;
  };
  const capabilities = {
    "webkitgtk:browserOptions": {
      binary: process.env.MINIBROWSER || "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
      args: ["--automation"],
    },
  };
  const session = async (tries) => {
    try {
      return await call("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    } catch (error) {
      if (!tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500)); // the driver is not there yet
      return session(tries - 1);
    }
  };
  try {
    const path = `/session/${(await session(20)).sessionId}`;
    await call("POST", `${path}/timeouts`, { script: 60_000 });
    await call("POST", `${path}/window/rect`, { width: 1500, height: 1000 });
    const script = (action) => `const done = arguments[arguments.length - 1];
      (${action})(...[...arguments].slice(0, -1)).then(done, (error) => done([String(error)]))`;
    return {
      open: (address) => call("POST", `${path}/url`, { url: address }),
      run: (action, ...args) => call("POST", `${path}/execute/async`, { script: script(action), args }),
      close: () => call("DELETE", path).finally(close),
    };
  } catch (error) {
    close();
    throw error;
  }
}

const engines = {
  chromium: byPuppeteer({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium" }),
  firefox: byPuppeteer({ browser: "firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr" }),
  webkit,
};

async function hold({ open, run }, { origin, asked }) {
  const faults = [];
  await open(`${origin}/__frame`);
  for (const path of paths) {
    for (const width of widths) faults.push(...(await run(look, path, width)).map((fault) => `at ${width}: ${fault}`));
  }
  for (const width of [390, 1280]) {
    faults.push(...(await run(look, guide, width)));
    faults.push(...(await run(search, "密码")));
    for (const n of [0, 1]) {
      faults.push(...(await run(begin, n)));
      const before = asked.length;
      faults.push(...(await run(play, n)));
      // Pictures of the page may come late; nothing else may be asked for.
      for (const path of asked.slice(before).filter((path) => !path.startsWith("/assets/pictures/")))
        faults.push(`at ${width}: rehearsal ${n} asked for ${path}`);
    }
  }
  return faults;
}

const [root, ...names] = process.argv.slice(2);
if (!root) throw new Error("usage: node engines.mjs SITE [ENGINE …]");
const site = await serve(root, {
  more: { "/__frame": frame, "/__witness.js": witness },
  head: '<script src="/__witness.js"></script>',
});
for (const name of names.length ? names : Object.keys(engines)) {
  const engine = await engines[name]();
  try {
    const faults = await hold(engine, site);
    for (const fault of faults) console.error(`${name}: FAULT ${fault}`);
    console.log(`${name}: ${faults.length ? "fails" : "holds"}`);
    if (faults.length) process.exitCode = 1;
  } finally {
    await engine.close();
  }
}
site.close();
