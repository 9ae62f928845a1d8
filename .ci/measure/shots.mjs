// Pictures of the site's pages at four widths, in both themes and languages,
// and a sheet that shows what has changed since an earlier run:
//
//   node shots.mjs SITE OUT [BEFORE]
//
// SITE is a built site, OUT the folder to write to, BEFORE the OUT of the
// earlier run. ONLY=expression takes only the pictures whose names match it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { dress, onPages } from "./browser.mjs";
import { serve } from "./site.mjs";

const widths = [320, 390, 768, 1280];
const themes = ["light", "dark"];
const views = {
  home: "/", guide: "/housing-fund/forgotten-password/", section: "/housing-fund/", tags: "/tags/",
  tabs: "/safety/fake-sites/", reference: "/handbook/command-line/", lost: "/404.html",
};
const languages = { zh: "", en: "/en" };
// The tallest picture; what is below repeats what is above.
const tallest = 6000;

const [root, out, before] = process.argv.slice(2);
if (!out) throw new Error("usage: node shots.mjs SITE OUT [BEFORE]");
const only = new RegExp(process.env.ONLY || "");

function* plan() {
  for (const [view, path] of Object.entries(views)) {
    for (const [lang, prefix] of Object.entries(languages)) {
      for (const theme of themes) {
        for (const width of widths) {
          const name = `${view}.${lang}.${theme}.${width}.png`;
          if (only.test(name)) yield { name, path: prefix + path, theme, width };
        }
      }
    }
  }
}

async function shoot(page, origin, shot) {
  await dress(page, shot);
  await page.goto(origin + shot.path, { waitUntil: "networkidle0" });
  // Pictures wait until a reader comes near; here nobody does.
  await page.evaluate(async () => {
    for (const img of document.images) img.loading = "eager";
    await Promise.all([...document.images].map((img) => img.decode()));
  });
  const height = Math.min(tallest, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.screenshot({
    path: join(out, shot.name), clip: { x: 0, y: 0, width: shot.width, height }, captureBeyondViewport: true,
  });
  return { ...shot, verdict: compare(shot.name) };
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
  const rows = shots.map(({ name, verdict }) => {
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
const shots = await onPages([...plan()], (page, shot) => shoot(page, site.origin, shot)).finally(site.close);
shots.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
writeFileSync(join(out, "index.html"), sheet(shots));
console.log(`${shots.length} pictures: ${count(shots, "changed")} changed, ${count(shots, "new")} new. See ${join(out, "index.html")}`);
