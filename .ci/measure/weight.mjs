import { dress } from "./browser.mjs";
import { guide, home, list } from "./views.mjs";

// What a page may cost beside its HTML and its pictures, compressed.
const most = 12 * 1024;

/** Adds up what pages load by themselves before anything is asked of them. */
export async function light({ browser, origin, say }) {
  const faults = [];
  for (const path of [home, list, guide, "/handbook/markdown/"]) {
    const page = await browser.newPage();
    await dress(page, { width: 390 });
    await page.goto(origin + path, { waitUntil: "load" });
    // The icon belongs to the browser's frame; what comes after the load event
    // is not part of the first view.
    const loaded = await page.evaluate(() => {
      const end = performance.getEntriesByType("navigation")[0].loadEventStart;
      return performance
        .getEntriesByType("resource")
        .filter((r) => r.startTime < end && /\.(css|js|wasm)$/.test(r.name))
        .map((r) => [r.name.split("/").pop(), r.encodedBodySize]);
    });
    const sum = loaded.reduce((total, [, size]) => total + size, 0);
    say(`${path} HTML + ${sum} bytes: ${loaded.map(([name, size]) => `${name} ${size}`).join(", ")}`);
    if (sum > most) faults.push(`${path}: ${sum} bytes beside the HTML, at most ${most} allowed`);
    await page.close();
  }
  return faults;
}
