// Pictures of the site's pages at four widths, in both themes and languages,
// and a sheet that shows what has changed since an earlier run:
//
//   node shots.mjs SITE OUT [BEFORE]
//
// SITE is a built site, OUT the folder to write to, BEFORE the OUT of the
// earlier run. ONLY=expression takes only the pictures whose names match it;
// SAMPLES=folder adds what the test Preview of templates/ has written there:
// pages with everything on them, long titles and other scripts among it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dress, onPages, open } from "./browser.mjs";
import { serve } from "./site.mjs";
import { guide, list, sights } from "./views.mjs";

const widths = [320, 390, 768, 1280];
const themes = ["light", "dark"];
const views = {
  home: "/",
  guide,
  section: list,
  tags: "/tags/",
  tag: "/categories/",
  short: "/housing-fund/two-passwords/",
  tabs: "/safety/fake-sites/",
  reference: "/handbook/command-line/",
  writing: "/handbook/markdown/",
  about: "/about/",
  lost: "/404.html",
};
const languages = { zh: "", en: "/en" };
const samples = ["article", "list", "terms", "home", "lost"];
// The tallest picture; what is below repeats what is above.
const tallest = 6000;

const [root, out, before] = process.argv.slice(2);
if (!out) throw new Error("usage: node shots.mjs SITE OUT [BEFORE]");
const only = new RegExp(process.env.ONLY || "");

// kinds are what there is to be seen: pages as a whole, the guide's states as
// they fill a screen, the guide without scripts and on paper, and the samples.
function* kinds() {
  for (const [lang, prefix] of Object.entries(languages)) {
    for (const [name, path] of Object.entries(views)) yield { name, lang, path: prefix + path };
    for (const [state, reach] of Object.entries(sights)) {
      yield { name: `guide-${state.replaceAll(" ", "-")}`, lang, path: prefix + guide, reach };
    }
    yield { name: "guide-no-script", lang, path: prefix + guide, script: false };
    yield { name: "guide-loading", lang, path: prefix + guide, held: true };
    yield { name: "guide-paper", lang, path: prefix + guide, media: "print" };
    if (process.env.SAMPLES)
      for (const name of samples) yield { name: `sample-${name}`, lang, path: `/${name}.${lang}.html`, sample: true };
  }
}

function* plan() {
  for (const kind of kinds()) {
    for (const theme of kind.media === "print" ? ["light"] : themes) {
      for (const width of widths) {
        const file = `${kind.name}.${kind.lang}.${theme}.${width}.png`;
        if (only.test(file)) yield { ...kind, file, theme, width };
      }
    }
  }
}

async function shoot(page, shot) {
  await dress(page, shot);
  await page.setJavaScriptEnabled(shot.script ?? true);
  if (shot.media) await page.emulateMediaType(shot.media); // and it forgets the theme
  await go(page, (shot.sample ? sampled : site).origin + shot.path, shot.held);
  const clip = shot.reach ? await reached(page, shot) : await whole(page, shot);
  await page.screenshot({ path: join(out, shot.file), ...clip });
  await page.setOfflineMode(false);
  return { ...shot, verdict: compare(shot.file) };
}

// go opens a page; held, it stays as it is while its scripts are on their way.
async function go(page, address, held) {
  if (!held) return open(page, address);
  await page.setRequestInterception(true);
  page.on("request", (request) => /(?<!first[^/]*)\.js$/.test(request.url()) || request.continue());
  page.goto(address).catch(() => {}); // it never ends; the page is closed
  await page.waitForSelector(".colophon");
}

// reached is the screen after what a reader has done.
async function reached(page, { reach }) {
  await reach(page);
  await new Promise((done) => setTimeout(done, 700)); // what moves has come to rest
  return {};
}

// whole is the page from top to end. Pictures wait until a reader comes near;
// here nobody does.
async function whole(page, { width }) {
  await page.evaluate(async () => {
    for (const img of document.images) img.loading = "eager";
    await Promise.all([...document.images].map((img) => img.decode()));
  });
  const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight));
  return { clip: { x: 0, y: 0, width, height }, captureBeyondViewport: true };
}

const hash = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

// compare is "same", "changed" or "new".
function compare(name) {
  if (!before || !existsSync(join(before, name))) return "new";
  return hash(join(before, name)) === hash(join(out, name)) ? "same" : "changed";
}

function sheet(shots) {
  const figure = (dir, name, label) =>
    `<a href="${encodeURI(join(dir, name))}"><img loading="lazy" src="${encodeURI(join(dir, name))}" alt="${label}"><small>${label}</small></a>`;
  const rows = shots.map(({ file: name, verdict }) => {
    const pictures = verdict === "changed" ? figure(relative(out, before), name, "before") : "";
    return `<section class="${verdict}"><h2>${name} <em>${verdict}</em></h2><div>${pictures}${figure("", name, "now")}</div></section>`;
  });
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Pictures of the site</title>
<style>body{font:16px/1.5 system-ui;margin:2rem}div{display:flex;gap:1rem;align-items:start}img{max-width:100%;max-height:40rem;border:1px solid #999;display:block}
h2{font-size:1rem}.changed em{color:#b3261e}.same{display:inline-block;width:15rem;vertical-align:top;margin:.5rem}.same img{max-height:15rem}</style>
<h1>${count(shots, "changed")} changed, ${count(shots, "new")} new, ${count(shots, "same")} the same</h1>${rows.join("\n")}</html>\n`;
}

const count = (shots, verdict) => shots.filter((s) => s.verdict === verdict).length;
const order = ["changed", "new", "same"];

mkdirSync(out, { recursive: true });
const site = await serve(root);
const sampled = process.env.SAMPLES && (await serve(process.env.SAMPLES));
const shots = await onPages([...plan()], shoot).finally(() => {
  site.close();
  sampled?.close();
});
shots.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
writeFileSync(join(out, "index.html"), sheet(shots));
console.log(
  `${shots.length} pictures: ${count(shots, "changed")} changed, ${count(shots, "new")} new. See ${join(out, "index.html")}`,
);
