// The browser of all checks: Debian's Chromium, or the one that CHROMIUM names.
import { availableParallelism } from "node:os";
import puppeteer, { ProtocolError, TimeoutError } from "puppeteer-core";

/** Starts a browser with a profile of its own, which goes when it is closed. */
export function start() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--no-first-run",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--hide-scrollbars",
      "--font-render-hinting=none",
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
 * Opens an address and waits until nothing is on its way any more. The browser's
 * own event for that stays away now and then: puppeteer/puppeteer#11639.
 */
export async function open(page, address) {
  await page.goto(address);
  await page.waitForNetworkIdle();
}

// How many browsers a job gets until one does not hang.
const tries = 3;

/**
 * Does the work for each of the jobs on a fresh page, some at a time, each in a
 * browser of its own: a page in the background would be put to sleep. Returns
 * what they found, in the order of the jobs.
 */
export async function onPages(jobs, work) {
  const results = [];
  const next = jobs.entries();
  const worker = async () => {
    let browser = await start();
    try {
      for (const [i, job] of next) {
        for (let attempt = 1; !results[i]; attempt++) {
          try {
            results[i] = await onPage(browser, job, work);
          } catch (error) {
            if (attempt === tries || !hangs(error))
              throw new Error(`${JSON.stringify(job)}: ${error.message}`, { cause: error });
            console.warn(`${JSON.stringify(job)}: ${error.message}; once more, in another browser`);
            await browser.close();
            browser = await start();
          }
        }
      }
    } finally {
      await browser.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs.length, availableParallelism() + 2) }, worker));
  return results.flat();
}

async function onPage(browser, job, work) {
  const page = await browser.newPage();
  const found = await work(page, job);
  await page.close();
  return found;
}

// hangs tells a browser that does not answer from a page that is not as it
// should be.
function hangs(error) {
  return error instanceof TimeoutError || error instanceof ProtocolError;
}
