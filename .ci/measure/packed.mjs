// Opens a packed article from the disk, in Chromium and Firefox: it asks for nothing
// outside of itself, complains of nothing, and two rehearsals come to their end.
//
//   node packed.mjs FILE
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const browsers = {
  chromium: { executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] },
  firefox: { browser: "firefox", executablePath: process.env.FIREFOX || "/usr/bin/firefox-esr" },
};

/** Plays rehearsal n to its end, by what it says is to be done next. It runs in the page. */
async function play(n) {
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const root = document.querySelectorAll("[data-module]")[n];
  root.querySelector("[data-do=practise]").click();
  for (let i = 0; i < 100 && !root.querySelector(".rh-on"); i++) await pause(100);
  for (let i = 0; i < 200; i++) {
    const here = root.querySelector(".rh-here");
    if (!here) break;
    (here.querySelector("[data-fill]:not([hidden]), [data-face], [type=radio], [type=checkbox]") || here).click();
    await pause(20);
  }
  const on = root.querySelector(".rh-on");
  const isOver = on && on.dataset.outcome === "success";
  root.querySelector("[data-do=close]").click();
  return isOver ? [] : [`${root.id} ends at ${on && on.dataset.id}`];
}

async function look(name, address) {
  const browser = await puppeteer.launch(browsers[name]);
  const faults = [];
  try {
    const page = await browser.newPage();
    page.on("console", (m) => /error|warn/.test(m.type()) && faults.push(m.text()));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (url !== address && !/^(data:|blob:)/.test(url.replace(/#.*/, ""))) faults.push(`asks for ${url}`);
    });
    await page.goto(address);
    await page.waitForSelector(".rh-ready");
    for (const n of [0, 1]) faults.push(...(await page.evaluate(play, n)));
    const broken = await page.evaluate(async () => {
      for (const image of document.images) image.loading = "eager";
      await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
      return [...document.images].filter((image) => !image.naturalWidth).length;
    });
    if (broken) faults.push(`${broken} pictures are not there`);
  } finally {
    await browser.close();
  }
  for (const fault of faults) console.error(`${name}: ${fault}`);
  console.log(`${name}: ${faults.length} faults`);
  return faults.length;
}

const address = pathToFileURL(resolve(process.argv[2])).href;
let faults = 0;
for (const name of Object.keys(browsers)) faults += await look(name, address);
process.exit(faults ? 1 : 0);
