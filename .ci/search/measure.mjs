// Measures the search of a built site, side by side with pagefind's over the same
// pages, in Chromium:
//
//   node .ci/search/measure.mjs SITE            both sets of judged queries
//   node .ci/search/measure.mjs SITE tuning     each query that may be looked at
//   node .ci/search/measure.mjs SITE load       what this search fetches, on any site
//
// SITE is what a build has just made of content/. The servers know no range requests and
// compress text, as most do. A table in Markdown is printed.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";
import { judged, ndcg } from "./judged.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const assets = join(here, "../../templates/assets");
const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** How long requests are waited for, in milliseconds, that come at the same time. */
const together = 100;

/**
 * Serves a folder, and the search's scripts as they are; counts what it sends. Where
 * trips are counted, what is asked for at the same time is answered at the same time.
 */
async function serve(root) {
  const sent = { requests: 0, bytes: 0, trips: 0, counting: false };
  const waiting = [];
  let timer;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const own = path.startsWith("/.search/");
    let file = own ? join(assets, path.slice(9)) : join(root, path);
    let body;
    try {
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      body = readFileSync(file);
    } catch {
      return void response.writeHead(404).end();
    }
    const type = types[extname(file)] || "application/octet-stream";
    const headers = { "Content-Type": type };
    if (/text|json/.test(type)) {
      body = gzipSync(body);
      headers["Content-Encoding"] = "gzip";
    }
    // Scripts are weighed by a test of their own; here the index counts.
    if (!own && !/\.js$/.test(path)) {
      sent.requests++;
      sent.bytes += body.length;
    }
    if (!own && sent.counting) {
      if (!waiting.length) sent.trips++;
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const go of waiting.splice(0)) go();
      }, together);
      await new Promise((go) => waiting.push(go));
    }
    response.writeHead(200, headers).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, sent, close: () => server.close() };
}

/**
 * Engines open in a page, by a name that no module had before, and leave seek there:
 * it returns the paths of the pages that answer a query, the best first.
 */
const ours = {
  name: "this search",
  open: async (lang) => {
    const { load } = await import("/.search/searchindex.js");
    const { find } = await import("/.search/searchfind.js");
    const index = await load(lang === "zh" ? "/search/index.json" : `/${lang}/search/index.json`);
    window.first = async (query) => (await (await find(index, query)).next()).length;
    window.seek = async (query, all) => {
      const results = await find(index, query);
      const paths = new Set();
      for (let found = await results.next(); found.length; found = await results.next()) {
        for (const { entry } of found) paths.add(entry.href);
        if (!all && paths.size >= 5) break;
      }
      return [...paths];
    };
  },
};
const pagefind = {
  name: "pagefind 1.6",
  open: async (lang, name) => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : lang;
    const engine = await import(`/pagefind/pagefind.js?${name}`);
    await engine.init();
    window.seek = async (query, all) => {
      const { results } = await engine.search(query);
      const data = await Promise.all(results.slice(0, all ? undefined : 5).map((result) => result.data()));
      return data.map(({ url }) => url);
    };
  },
};

let opened = 0;

/** Opens an engine that has fetched nothing yet. */
async function open(page, engine, lang) {
  await page.evaluate(engine.open, lang, `${++opened}`);
  return (query, all) => page.evaluate((q, a) => window.seek(q, a), query, all);
}

const share = (list, part) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const mean = (list) => list.reduce((sum, n) => sum + n, 0) / list.length;

/** How well an engine answers the judged queries, and what it fetches for them, each from nothing. */
async function relevance(page, sent, engine, queries, print) {
  const rows = [];
  for (const { lang, held, query, grades } of queries) {
    sent.requests = sent.bytes = 0;
    const seek = await open(page, engine, lang);
    const paths = await seek(query, false);
    const { requests, bytes } = sent;
    rows.push({ lang, held, none: !paths.some((path) => grades[path]), score: ndcg(paths, grades), requests, bytes });
    if (print) console.log(rows.at(-1).score.toFixed(2), query, paths.slice(0, 5).join(" "));
  }
  return rows;
}

/** What is fetched for queries until their first results are there, each from nothing but the manifest. */
async function load(page, sent, queries) {
  const rows = [];
  for (const { lang, query } of queries) {
    Object.assign(sent, { requests: 0, bytes: 0, trips: 0, counting: true });
    await page.evaluate(ours.open, lang);
    sent.trips = 0; // once the box is open
    const found = await page.evaluate((q) => window.first(q), query);
    rows.push({ query, found, ...sent, kilobytes: sent.bytes / 1024 });
  }
  sent.counting = false;
  return rows;
}

/** The texts of articles in a language, by path: paragraphs, headings and items; those of most articles, from all over the site. */
const texts = (page, lang, most = Number.POSITIVE_INFINITY) =>
  page.evaluate(
    async (lang, most) => {
      const sitemap = await (await fetch("/sitemap.xml")).text();
      const paths = [...sitemap.matchAll(/<loc>https?:\/\/[^/]+([^<]+)<\/loc>/g)].map(([, path]) => path);
      const own = paths.filter((path) => path.startsWith("/en/") === (lang === "en"));
      const all = {};
      const step = Math.max(1, Math.floor(own.length / (most || own.length)));
      for (const path of own.filter((_, i) => i % step === 0)) {
        const html = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
        // What has a class is the program's, such as the words around a rehearsal.
        const blocks = ["p:not([class])", "h2", "h3", "ul > li", "ol > li"].map((block) => `article .prose > ${block}`);
        const text = [...html.querySelectorAll(blocks)].map((element) => element.textContent.trim()).filter(Boolean);
        if (text.length) all[path] = text;
      }
      return all;
    },
    lang,
    most,
  );

/** Draws n pieces of texts, of 2 to 11 characters, the same every time. */
function drawn(texts, n) {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const paths = Object.keys(texts);
  const all = [];
  while (all.length < n) {
    const lines = texts[paths[random(paths.length)]];
    const line = lines[random(lines.length)];
    const from = random(Math.max(1, line.length - 1));
    const query = line.slice(from, from + 2 + random(10)).trim();
    if (/[\p{L}\p{N}]/u.test(query)) all.push(query);
  }
  return all;
}

/** How many of the drawn substrings have all pages found that contain them. */
async function recall(page, engine, texts, lang, n) {
  const paths = Object.keys(texts);
  const seek = await open(page, engine, lang);
  let whole = 0;
  for (const query of drawn(texts, n)) {
    const wanted = paths.filter((path) => texts[path].some((text) => text.includes(query)));
    const found = new Set(await seek(query, true));
    if (wanted.every((path) => found.has(path))) whole++;
  }
  return whole;
}

/** The files in folders of a site: their contents by their paths. */
function read(root, folders) {
  const all = new Map();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) all.set(file.slice(root.length), readFileSync(file));
    }
  }
  return all;
}

/** Adds pagefind's index to a site, and returns how many seconds that took. */
function index(root) {
  const start = performance.now();
  execFileSync(join(here, "node_modules/.bin/pagefind"), ["--site", root], { stdio: "ignore" });
  return (performance.now() - start) / 1000;
}

/** Builds the content with one sentence changed, into a new folder. */
function edited() {
  const folder = mkdtempSync(join(tmpdir(), "search-"));
  cpSync(join(here, "../../content"), join(folder, "content"), { recursive: true });
  const guide = join(folder, "content/zh/housing-fund/counter-visit/index.md");
  writeFileSync(guide, readFileSync(guide, "utf8").replace("就这两样。", "只要这两样，别的都不用准备。"));
  const site = join(folder, "site");
  const args = ["run", "./generator", "build", "-c", join(folder, "content"), "-d", site];
  execFileSync("go", args, { stdio: "ignore", cwd: join(here, "../..") });
  return { folder, site };
}

/** What a deploy has to upload of some folders: files that are new or differ. */
function changes(before, after) {
  const files = [...after].filter(([path, data]) => !before.get(path)?.equals(data));
  return { files: files.length, bytes: files.reduce((sum, [, data]) => sum + data.length, 0) };
}

const [site, mode] = process.argv.slice(2);

/** Prints what judged queries and drawn pieces cost on a site, until their first results are there. */
async function tellLoad(page) {
  const server = await serve(site);
  try {
    await page.goto(`${server.origin}/search/`);
    const pieces = drawn(await texts(page, "zh", 100), 100).map((query) => ({ lang: "zh", query }));
    const asked = judged().filter(({ lang }) => lang === "zh");
    console.log("| | KB | requests | trips | queries | without a result |\n|---|---|---|---|---|---|");
    for (const [name, queries] of Object.entries({ judged: asked, drawn: pieces })) {
      const rows = await load(page, server.sent, queries);
      const of = (key, part) =>
        share(
          rows.map((row) => row[key]),
          part,
        );
      const columns = ["kilobytes", "requests", "trips"].map((key) =>
        [0.5, 0.9, 1].map((part) => of(key, part).toFixed(0)),
      );
      const none = rows.filter(({ found }) => !found).length;
      console.log(
        `| ${name}: median, 90 %, most | ${columns.map((c) => c.join(", ")).join(" | ")} | ${rows.length} | ${none} |`,
      );
      if (process.env.EACH)
        for (const row of rows) console.log(row.query, row.requests, row.trips, row.kilobytes.toFixed(0), row.found);
    }
  } finally {
    server.close();
  }
}

/** Prints the table in which this search stands beside pagefind's. */
async function compare(page) {
  const root = mkdtempSync(join(tmpdir(), "search-"));
  cpSync(site, root, { recursive: true });
  const seconds = index(root);
  const next = edited();
  index(next.site);
  const server = await serve(root);
  try {
    const queries = judged().filter(({ held }) => mode !== "tuning" || !held);
    await page.goto(`${server.origin}/about/`);
    const found = { zh: await texts(page, "zh"), en: await texts(page, "en") };
    const columns = [];
    for (const engine of [ours, pagefind]) {
      if (mode === "tuning") console.log(`\n${engine.name}`);
      const rows = await relevance(page, server.sent, engine, queries, mode === "tuning");
      if (mode === "tuning") continue;
      const of = (held, lang) =>
        mean(rows.filter((row) => row.held === held && (!lang || row.lang === lang)).map(({ score }) => score)).toFixed(
          2,
        );
      const drawn =
        (await recall(page, engine, found.zh, "zh", 150)) + (await recall(page, engine, found.en, "en", 150));
      const folders = engine === ours ? ["search", "en/search"] : ["pagefind"];
      const files = read(root, folders);
      const upload = changes(files, read(next.site, folders));
      const bytes = rows.map((row) => row.bytes / 1024);
      columns.push({
        name: engine.name,
        "nDCG@5, held out": `${of(true)} (zh ${of(true, "zh")}, en ${of(true, "en")})`,
        "nDCG@5, looked at while tuning": `${of(false)} (zh ${of(false, "zh")}, en ${of(false, "en")})`,
        "queries without a sensible result": rows.filter(({ none }) => none).length,
        "of 300 drawn substrings, all pages found": drawn,
        "KB per query from nothing, median and 90 %": `${share(bytes, 0.5).toFixed(0)}, ${share(bytes, 0.9).toFixed(0)}`,
        "requests, median and 90 %": `${share(
          rows.map((r) => r.requests),
          0.5,
        )}, ${share(
          rows.map((r) => r.requests),
          0.9,
        )}`,
        index: `${([...files.values()].reduce((sum, data) => sum + data.length, 0) / 1024).toFixed(0)} KB in ${files.size} files`,
        "made in": engine === ours ? "the build's time" : `${seconds.toFixed(1)} s after the build`,
        "to upload after one edit": `${upload.files} files, ${(upload.bytes / 1024).toFixed(0)} KB`,
      });
    }
    if (columns.length) {
      const [first, second] = columns;
      console.log(`| | ${first.name} | ${second.name} |\n|---|---|---|`);
      for (const key of Object.keys(first).slice(1)) console.log(`| ${key} | ${first[key]} | ${second[key]} |`);
    }
  } finally {
    server.close();
    rmSync(root, { recursive: true });
    rmSync(next.folder, { recursive: true });
  }
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage();
  await page.setCacheEnabled(false);
  if (mode === "load") await tellLoad(page);
  else await compare(page);
} finally {
  await browser.close();
}
