// Plays recordings of flows on the pages of their rehearsals, as Chrome's Recorder
// would:
//
//   node replay.mjs SITE REHEARSE CONTENT
//
// REHEARSE is the program, which exports each flow of the default language below
// CONTENT as a recording. Each has to come to its end.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createRunner, PuppeteerRunnerExtension, parse } from "@puppeteer/replay";
import { start } from "./browser.mjs";
import { serve } from "./site.mjs";

const [root, program, content] = process.argv.slice(2);
if (!content) throw new Error("usage: node replay.mjs SITE REHEARSE CONTENT");

const flows = readdirSync(join(content, "zh"), { recursive: true }).filter((f) => f.endsWith(".flow.yaml"));
if (flows.length === 0) throw new Error(`there are no flows in ${content}`);

const site = await serve(root);
const browser = await start();
try {
  for (const flow of flows) {
    const url = `${site.origin}/${dirname(flow)}/rehearse/${basename(flow, ".flow.yaml")}/`;
    const recording = execFileSync(program, ["export", "-c", content, `zh/${flow}`, "--url", url]);
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const steps = parse(JSON.parse(recording));
    const runner = await createRunner(steps, new PuppeteerRunnerExtension(browser, page));
    try {
      await runner.run();
      console.log(`replay: ${flow}: ${steps.steps.length} steps`);
    } catch (error) {
      console.error(`replay: FAULT ${flow}: ${error.message}`);
      process.exitCode = 1;
    }
    await page.close();
  }
} finally {
  await browser.close();
  site.close();
}
