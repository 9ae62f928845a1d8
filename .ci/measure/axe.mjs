import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dress } from "./browser.mjs";
import { guide, looked, states } from "./views.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Runs in the page. A control that something lies over which does not scroll
 * with the page (an open sheet, the way back to the top) is not too small:
 * scrolling brings it out whole. axe tells such from others, which are judged. */
async function run() {
  const result = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  });
  const isObscured = (node) => node.any.some((check) => check.message.includes("partially obscured"));
  for (const v of result.violations) {
    if (v.id === "target-size") v.nodes = v.nodes.filter((node) => !isObscured(node));
  }
  return result;
}

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
    const { violations, passes } = await page.evaluate(run);
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
