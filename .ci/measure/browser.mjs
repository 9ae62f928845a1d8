// The browser of all checks: Debian's Chromium, or the one that CHROMIUM names.
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
