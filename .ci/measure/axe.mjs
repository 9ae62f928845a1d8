import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dress } from "./browser.mjs";
import { guide, looked, states } from "./views.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs axe-core over pages, and over the guide in all states, in both themes. */
export async function accessible({ browser, origin, say }) {
  const faults = [];
  let looks = 0;
  const look = async (path, state, theme, width) => {
    const page = await browser.newPage();
    await page.setBypassCSP(true); // for axe itself
    await dress(page, { width, theme });
    await page.goto(origin + path, { waitUntil: "networkidle0" });
    if (state) {
      await states[state](page);
      await new Promise((done) => setTimeout(done, 500));
    }
    await page.evaluate(source);
    const { violations, passes } = await page.evaluate(() =>
      axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
    );
    if (!passes.length) faults.push(`${path}: axe found nothing to check`);
    for (const v of violations) {
      for (const node of v.nodes) faults.push(`${path} ${state || "at rest"} ${theme} ${width}: ${v.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ").slice(0, 240)}`);
    }
    looks++;
    await page.close();
  };
  for (const theme of ["light", "dark"]) {
    for (const path of looked) await look(path, "", theme, 390);
    for (const width of [390, 1280]) {
      for (const state of Object.keys(states)) await look(guide, state, theme, width);
    }
  }
  say(`${looks} looks, ${faults.length} violations`);
  return faults;
}
