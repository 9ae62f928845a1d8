// The browser of all checks: Debian's Chromium, or the one that CHROMIUM names.
import { availableParallelism } from "node:os";
import puppeteer from "puppeteer-core";

/** Starts a browser with a profile of its own, which goes when it is closed. */
export function start() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--hide-scrollbars", "--font-render-hinting=none",
    ],
  });
}

/** Sets a page to a width, a theme, and stillness. */
export async function dress(page, { width, height = 900, theme = "light" }) {
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
}

/**
 * Does the work for each of the jobs on a fresh page, some at a time, each in a
 * browser of its own: a page in the background would be put to sleep. Returns
 * what they found, in the order of the jobs.
 */
export async function onPages(jobs, work) {
  const results = [];
  const next = jobs.entries();
  const worker = async () => {
    const browser = await start();
    try {
      for (const [i, job] of next) {
        const page = await browser.newPage();
        results[i] = await work(page, job);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs.length, availableParallelism() + 2) }, worker));
  return results.flat();
}
