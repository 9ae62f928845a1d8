// Measures a built site in a real browser, and fails where a figure falls short:
//
//   node measure.mjs SITE [html axe still weight lighthouse scroll]
//
// Without names, everything is measured. It talks to 127.0.0.1 only.
import { accessible } from "./axe.mjs";
import { start } from "./browser.mjs";
import { valid } from "./html.mjs";
import { fast } from "./lighthouse.mjs";
import { smooth } from "./scroll.mjs";
import { serve } from "./site.mjs";
import { still } from "./still.mjs";
import { light } from "./weight.mjs";

const checks = { html: valid, axe: accessible, still, weight: light, lighthouse: fast, scroll: smooth };
const [root, ...names] = process.argv.slice(2);
if (!root) throw new Error("usage: node measure.mjs SITE [CHECK …]");

const site = await serve(root);
const browser = await start();
let failed = false;
try {
  for (const name of names.length ? names : Object.keys(checks)) {
    const faults = await checks[name]({
      browser,
      root,
      origin: site.origin,
      say: (line) => console.log(`${name}: ${line}`),
    });
    for (const fault of faults) console.error(`${name}: FAULT ${fault}`);
    failed ||= faults.length > 0;
  }
} finally {
  await browser.close();
  site.close();
}
process.exitCode = failed ? 1 : 0;
