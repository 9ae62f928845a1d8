import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dress, onPages, open } from "./browser.mjs";
import { serve } from "./site.mjs";
import { looked } from "./views.mjs";

/** Watches pages while they come and while they are read, and adds up what moved by itself. */
export async function still({ root, say }) {
  const site = await serve(root, { slowly: true });
  const views = [...readings(root)];
  let sum = 0;
  try {
    const faults = await onPages(views, async (page, { path, width, read }) => {
      await page.evaluateOnNewDocument(watch);
      const shifts = await read(page, site.origin + path, width);
      return shifts.map(({ value, of }) => {
        sum += value;
        return `${path} at ${width}: moved by ${value.toFixed(4)}: ${of.join(" | ")}`;
      });
    });
    say(`${views.length} readings, cumulative layout shift ${sum.toFixed(4)}`);
    return faults;
  } finally {
    site.close();
  }
}

function* readings(root) {
  for (const path of looked) {
    const file = join(root, path.endsWith("/") ? `${path}index.html` : path);
    const grows = /<table|class="tabs"/.test(readFileSync(file, "utf8"));
    for (const width of [390, 1280]) {
      yield { path, width, read: scroll };
      if (grows) yield { path, width, read: arrive };
    }
  }
}

// watch runs in the page before anything else.
function watch() {
  window.shifts = [];
  new PerformanceObserver((entries) => {
    for (const e of entries.getEntries()) {
      if (e.hadRecentInput) continue;
      const of = e.sources.map((s) => s.node?.parentElement?.outerHTML?.slice(0, 90));
      window.shifts.push({ value: e.value, at: e.startTime, of });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

// arrive looks at the whole page while it comes, row by row of its tables, and
// while its scripts begin.
async function arrive(page, address, width) {
  await dress(page, { width, height: 6000 });
  await open(page, address);
  return page.evaluate(() => window.shifts);
}

// scroll reads through the page on a slow phone.
async function scroll(page, address, width) {
  await dress(page, { width });
  const client = await page.createCDPSession();
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 90_000,
  });
  await open(page, address);
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: "instant" });
      await new Promise((done) => setTimeout(done, 60));
    }
  });
  return page.evaluate(() => window.shifts);
}
