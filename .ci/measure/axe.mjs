import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dress, onPages, open } from "./browser.mjs";
import { guide, looked, states } from "./views.mjs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const themes = ["light", "dark"];

/** Runs axe-core over pages, and over the guide in all states, in both themes. */
export async function accessible({ origin, say }) {
  const views = [
    ...looked.map((path) => ({ path, state: "", width: 390 })),
    ...[390, 1280].flatMap((width) => Object.keys(states).map((state) => ({ path: guide, state, width }))),
  ];
  const faults = await onPages(views, (page, view) => look(page, origin, view));
  say(`${views.length * themes.length} looks, ${faults.length} violations`);
  return faults;
}

// look brings a page into a state once, and looks at it in one theme after the
// other: the style sheet alone tells them apart.
async function look(page, origin, { path, state, width }) {
  const faults = [];
  await page.setBypassCSP(true); // for axe itself
  await dress(page, { width, theme: themes[0] });
  await open(page, origin + path);
  if (state) {
    await states[state](page);
    await page.waitForNetworkIdle();
  }
  await page.evaluate(source);
  for (const theme of themes) {
    await dress(page, { width, theme });
    const { violations, checked } = await page.evaluate(ask);
    const where = `${path} ${state || "at rest"} ${theme} ${width}`;
    if (!checked) faults.push(`${where}: axe found nothing to check`);
    for (const [id, target, summary] of violations) faults.push(`${where}: ${id}: ${target}: ${summary}`);
  }
  return faults;
}

// ask runs in the page, and brings home what is wrong and nothing else.
async function ask() {
  const { violations, passes } = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  });
  const line = (id, node) => [id, node.target.join(" "), node.failureSummary.replace(/\s+/g, " ").slice(0, 240)];
  return { violations: violations.flatMap((v) => v.nodes.map((node) => line(v.id, node))), checked: passes.length };
}
